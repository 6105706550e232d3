"""Calls whose setup takes no time, a second, or another time in each worker."""

import os
import time

import with_setup as exercise
from edges import line_in
from pool_tasks import TASKS, plain
from with_setup import with_setup
from witness import given, mark


def set_up(call):
    mark("setup", call)
    seconds = given("calls")[call]["setup"][os.getpid() % 2]
    if seconds:
        time.sleep(seconds)
    mark("set-up", call)


def first():
    set_up(0)


def second():
    set_up(1)


def third():
    set_up(2)


def fourth():
    set_up(3)


SETUPS = (first, second, third, fourth)


if __name__ == "__main__":
    for call, order in enumerate(given("calls")):
        mark("called", call)
        try:
            answer = with_setup(TASKS[call], order["items"], order["limit"], SETUPS[call])
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", call, type(error).__name__, str(error), line_in(error, exercise.__file__))
            break
        mark("returned", call, type(answer).__name__, plain(answer))
