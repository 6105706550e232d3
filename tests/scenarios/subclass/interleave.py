"""Ticks of both sides take a second each; the child's last one takes much longer."""

import time

from interleave import interleave
from witness import given, mark


def child_tick(i):
    mark("child-begins", i)
    time.sleep(given("last_seconds") if i == given("n") - 1 else 1)
    mark("child-ends", i)


def parent_tick(i):
    mark("parent-begins", i)
    time.sleep(1)
    mark("parent-ends", i)


if __name__ == "__main__":
    interleave(given("n"), child_tick, parent_tick)
    mark("returned")
