"""Jobs that return, leave by sys.exit, raise, or are killed by a signal; one call for each."""

import os
import sys
from functools import partial

from exit_status import exit_code_of
from witness import given, mark


def job(main, how, number):
    mark("job", how, number)
    if os.getpid() != main:  # what ends a child must not end the main process
        if how == "exit":
            sys.exit(number)
        if how == "raise":
            raise ValueError(number)
        if how == "signal":
            os.kill(os.getpid(), number)
    return number


def ask(how, number):
    main = os.getpid()
    mark("ask", how, number)
    try:
        code = exit_code_of(partial(job, main, how, number))
        mark("answer", code if code is None or isinstance(code, int) else repr(code))
    finally:
        mark("left")
    if os.getpid() != main:  # a child came back: it must not go on with the next job, too
        os._exit(0)


if __name__ == "__main__":
    for how, number in given("jobs"):
        ask(how, number)
