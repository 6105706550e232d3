"""Two races: in one the first does its work to the end, in the other the first fails. To stop takes a while."""

import os
import signal
import time
from functools import partial

from first_done import first_done
from witness import given, mark

main_pid = None


def clean_up_and_die(number, frame):
    time.sleep(given("clean_up_seconds"))
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def task(race, index):
    seconds, fate = given("races")[race][index]
    if os.getpid() != main_pid:
        signal.signal(signal.SIGTERM, clean_up_and_die)
    mark("begin", race, index)
    time.sleep(seconds)
    mark("end", race, index)
    if os.getpid() == main_pid:
        return
    if fate == "raises":
        raise RuntimeError("this task fails on purpose")
    if fate == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main_pid = os.getpid()
    for race, runners in given("races").items():
        mark("start", race)
        index = first_done([partial(task, race, index) for index in range(len(runners))])
        mark("returned", race, index if isinstance(index, int) else repr(index))
