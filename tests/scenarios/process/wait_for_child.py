"""A task that takes long; what main says and when. Main has other things to do afterwards."""

import time

from wait_for_child import run_then_say
from witness import given, mark


def task():
    mark("begin")
    time.sleep(given("seconds"))
    mark("end")


def say(text):
    mark("say", text)


if __name__ == "__main__":
    run_then_say(task, say)
    mark("returned")
    time.sleep(given("seconds_afterwards"))
