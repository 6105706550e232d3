"""A task that takes long, and what it marks."""

import time

from the_exercise import the_exercise
from witness import given, mark

# TO WRITE: a program that uses the students' module, and marks what your checks ask about; students can read it


def task():
    mark("begin")
    time.sleep(given("seconds"))
    mark("end")


if __name__ == "__main__":
    the_exercise(task)
    mark("returned")
