"""Each side of one fork says where it runs; the child takes its time, and ends in many ways."""

import time
from functools import partial

from forking import another_child, call, end
from two_returns import fork_once
from witness import given, mark


def in_child(seconds, how, value):
    mark("child")
    time.sleep(seconds)
    mark("child-ends")
    return end(how, value)


def in_parent(seconds, pid):
    mark("parent", pid)
    time.sleep(seconds)
    mark("parent-ends")


if __name__ == "__main__":
    with another_child():
        for how, value, child_seconds, parent_seconds in given("calls"):
            call(fork_once, partial(in_child, child_seconds, how, value), partial(in_parent, parent_seconds))
