"""Tasks that end in time, in several ways, and tasks that do not: one cleans up after SIGTERM, one ignores it."""

import os
import signal
import sys
import time
from functools import partial

from deadline import run_with_deadline
from witness import given, mark

main_pid = None


def clean_up_and_die(number, frame):
    time.sleep(given("clean_up_seconds"))
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def end(how):
    if os.getpid() == main_pid:
        return
    if how < 0:
        os.kill(os.getpid(), -how)
    sys.exit(how)


def task(name, seconds, how):
    if os.getpid() != main_pid:
        signal.signal(signal.SIGTERM, signal.SIG_IGN if name == "stubborn" else clean_up_and_die)
    mark("begin", name)
    time.sleep(seconds)
    mark("end", name)
    end(how)


if __name__ == "__main__":
    main_pid = os.getpid()
    for name, seconds, how in given("tasks"):
        mark("call", name)
        outcome = run_with_deadline(partial(task, name, seconds, how), given("deadline"))
        mark("returned", name, outcome if isinstance(outcome, tuple) else repr(outcome))
