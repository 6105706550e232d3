"""Values that do not fit into a pipe."""

import time
from hashlib import sha256

from results_back import collect
from witness import given, mark


def repeat(item):
    word, times, seconds = item
    mark("begin", word)
    time.sleep(seconds)
    return word * times


def digest(value):
    return [len(value), sha256(value.encode()).hexdigest()] if isinstance(value, str) else repr(value)[:80]


if __name__ == "__main__":
    values = collect(repeat, given("items"))
    mark("returned", [digest(value) for value in values] if isinstance(values, list) else repr(values)[:80])
