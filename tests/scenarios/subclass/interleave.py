"""Several calls beside children of the caller's own; ticks take a second each, the child's last one much longer."""

import time
from multiprocessing import Process

from edges import leave_slowly, other_children, outlast
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
    n, seconds, *patience = given("calls")[call]
    mark("child-begins", i)
    leave_slowly(4)
    if i < n - 1:
        time.sleep(1)
    else:
        outlast(seconds, *patience or [0])
    mark("child-ends", i)


if __name__ == "__main__":
    with other_children(ended=1):
        soon, late = (Process(target=time.sleep, args=(seconds,)) for seconds in (1.5, given("others_live")))
        soon.start()
        late.start()
        mark("others", [soon.pid, late.pid])
        for (n, *_), child_tick in zip(given("calls"), (first_child_tick, second_child_tick), strict=False):
            mark("calling")
            interleave(n, child_tick, parent_tick)
            mark("returned")
        late.kill()
        late.join()
        soon.join()
