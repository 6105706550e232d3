"""Values of several processes that take different times."""

import time

from results_back import collect
from witness import given, mark


def repeat(item):
    word, times, seconds = item
    mark("begin", word)
    time.sleep(seconds)
    mark("end", word)
    return word * times


if __name__ == "__main__":
    values = collect(repeat, given("items"))
    mark("returned", values if isinstance(values, list) else repr(values))
