"""Jobs that return, leave by sys.exit, raise, end their process, or are killed by a signal; one call for each."""

import secrets
import time
from functools import partial

from exit_status import exit_code_of
from forking import another_child, call, end
from witness import given, mark


def job(how, value, seconds):
    mark("job")
    if how == "draw":
        how, value = "return", secrets.randbelow(120) + 3
        mark("drew", value)
    time.sleep(seconds)
    return end(how, value)


def said(code):
    return [code if code is None or type(code) is int else repr(code)]


if __name__ == "__main__":
    with another_child():
        for how, value, seconds in given("calls"):
            call(exit_code_of, partial(job, how, value, seconds), said=said)
