"""Walks away: after one result, while another iterator goes on, after a pause, and before the first result."""

import time

from as_done import as_done
from pool_tasks import TASKS, plain
from witness import given, mark


def begin(call):
    order = given("calls")[call]
    mark("called", call)
    return iter(as_done(TASKS[call], order["items"], order["limit"]))


def take(call, results, most):
    for _ in range(most):
        mark("asked", call)
        try:
            mark("got", call, plain(next(results)))
        except StopIteration:
            break


def close(call, results):
    if hasattr(results, "close"):
        results.close()
        mark("returned", call)
    else:
        mark("no-close", call)


if __name__ == "__main__":
    one = begin(0)
    take(0, one, 1)
    other = begin(1)
    take(1, other, 1)
    close(0, one)
    time.sleep(20)
    take(1, other, 2)
    close(1, other)
    close(2, begin(2))
