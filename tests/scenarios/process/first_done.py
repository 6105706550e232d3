"""Races: the first does its work to the end, or fails, or runs alone. The caller has other children, too."""

import os
import signal
import time
from functools import partial
from multiprocessing import get_context

from edges import other_children
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


def run(race, runners):
    mark("start", race)
    try:
        index = first_done([partial(task, race, index) for index in range(len(runners))])
    except NotImplementedError:
        raise
    except Exception as error:
        mark("raised", race, f"{type(error).__name__}: {error}")
    else:
        mark("returned", race, index if isinstance(index, int) else repr(index))


if __name__ == "__main__":
    main_pid = os.getpid()
    another = get_context("fork").Process(target=signal.pause, daemon=True)
    another.start()
    with other_children(ended=1):
        for race, runners in given("races").items():
            run(race, runners)
    mark("another", another.pid)
    another.kill()
    another.join()
