"""Two of the calls fail, one works on for long."""

import time

from results_back import collect
from witness import given, mark


def fail_or_work(item):
    word, fails, seconds = item
    mark("begin", word)
    time.sleep(seconds)
    if fails:
        raise LookupError(word, seconds)
    return word


if __name__ == "__main__":
    try:
        values = collect(fail_or_work, given("items"))
    except Exception as error:
        mark("raised", type(error).__name__, [repr(argument) for argument in error.args])
    else:
        mark("returned", repr(values)[:80])
