"""Each of n jobs takes long; the last one is the first to end."""

import time

from many_children import fork_many
from witness import given, mark


def job(i):
    mark("begin", i)
    time.sleep(given("seconds")[i])
    mark("end", i)


if __name__ == "__main__":
    try:
        pids = fork_many(given("n"), job)
        mark("returned", pids if isinstance(pids, list) else repr(pids))
    finally:
        mark("left")
