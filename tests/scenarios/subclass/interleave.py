"""Several calls beside a child of the caller's own; ticks take a second each, the child's last one much longer."""

import time
from multiprocessing import get_context

from interleave import interleave
from witness import given, mark


def parent_tick(i):
    mark("parent-begins", i)
    time.sleep(1)
    mark("parent-ends", i)


def first_child_tick(i):
    tick_of(0, i)


def second_child_tick(i):
    tick_of(1, i)


def tick_of(call, i):
    """Tick in the child of that call."""
    n, seconds = given("calls")[call]
    mark("child-begins", i)
    time.sleep(seconds if i == n - 1 else 1)
    mark("child-ends", i)


if __name__ == "__main__":
    bystander = get_context("fork").Process(target=time.sleep, args=(3000,))  # under forkserver it were no child
    bystander.start()
    mark("others", [bystander.pid])
    for (n, _), child_tick in zip(given("calls"), (first_child_tick, second_child_tick), strict=False):
        mark("calling")
        interleave(n, child_tick, parent_tick)
        mark("returned")
    bystander.kill()
    bystander.join()
