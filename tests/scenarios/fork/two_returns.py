"""Each side of one fork says who it is; the child takes its time."""

import time

from two_returns import fork_once
from witness import given, mark


def in_child():
    mark("child")
    time.sleep(given("child_seconds"))
    mark("child-ends")


def in_parent(pid):
    mark("parent", pid)


if __name__ == "__main__":
    try:
        fork_once(in_child, in_parent)
        mark("returned")
    finally:
        mark("left")
