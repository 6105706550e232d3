"""Each side of one fork says where it runs; the child takes its time, and ends in many ways."""

import time
from functools import partial

from forking import another_child, call, end
from two_returns import fork_once
from witness import given, mark


def in_child(number, seconds, how, value):
    mark("child", number)
    time.sleep(seconds)
    mark("child-ends")
    return end(how, value)


def in_parent(number, seconds, pid):
    mark("parent", pid, number)
    time.sleep(seconds)
    mark("parent-ends")


if __name__ == "__main__":
    with another_child():
        for number, (how, value, child_seconds, parent_seconds) in enumerate(given("calls")):
            child, parent = (
                partial(in_child, number, child_seconds, how, value),
                partial(in_parent, number, parent_seconds),
            )
            call(fork_once, child, parent)
