"""Jobs that take long: the first of them the longest. A mark's author is a process: the thread is told with it."""

import threading
import time
from functools import partial

from the_exercise import the_exercise
from witness import given, mark

# TO WRITE: a program that uses the students' module, and marks what your checks ask about; students can read it


def job(number):
    mark("begin", number, threading.current_thread() is threading.main_thread())
    time.sleep(given("seconds")[number])
    mark("end", number)


if __name__ == "__main__":
    the_exercise([partial(job, number) for number in range(len(given("seconds")))])
    mark("returned")
