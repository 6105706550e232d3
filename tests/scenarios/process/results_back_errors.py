"""Some calls fail: two of four, one works on for long; and then one with another exception."""

import time

from edges import Lossy, origin
from results_back import collect
from witness import given, mark


def fail_or_work(item):
    call, word, fails, seconds = item
    mark("begin", call, word, origin())
    if seconds:
        time.sleep(seconds)
    if fails == "lookup":
        raise LookupError(word, seconds)
    if fails == "lossy":
        raise Lossy(word, seconds)
    if fails == "bare":
        raise AssertionError
    return word


if __name__ == "__main__":
    for name, items in given("calls").items():
        mark("call", name)
        try:
            values = collect(fail_or_work, items)
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", name, type(error).__name__, [repr(argument) for argument in error.args])
        else:
            mark("returned", name, repr(values)[:80])
