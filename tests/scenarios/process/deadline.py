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


def clean_up_and_exit(number, frame):
    time.sleep(given("clean_up_seconds"))
    sys.exit(0)


HANDLERS = {"stubborn": signal.SIG_IGN, "tidy": clean_up_and_exit}


def end(how):
    if os.getpid() == main_pid:
        return
    if how < 0:
        os.kill(os.getpid(), -how)
    sys.exit(how)


def task(name, seconds, how):
    if os.getpid() != main_pid:
        signal.signal(signal.SIGTERM, HANDLERS.get(name, clean_up_and_die))
    mark("begin", name)
    time.sleep(seconds)
    mark("end", name)
    end(how)


if __name__ == "__main__":
    main_pid = os.getpid()
    for name, seconds, how, deadline in given("tasks"):
        mark("call", name)
        outcome = run_with_deadline(partial(task, name, seconds, how), deadline)
        mark("returned", name, outcome if isinstance(outcome, tuple | list) else repr(outcome), type(outcome).__name__)
