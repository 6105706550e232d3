"""Once per worker, before its first task."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def with_setup(task: Callable[[Any], Any], items: list, limit: int, setup: Callable[[], None]) -> list:
    """Call `task(item)` for every item, in worker processes that have called `setup()` before their first task.

    There are at most `limit` workers in all. Each of them calls `setup()` exactly once, in its own process, before it
    works on anything: also a worker that then gets no item. `setup` is never called in the process that called
    `with_setup`. Every item is worked on once, equal items as often as they are there. Returns the results as a list,
    in order of the items.

    Given: there is at least one item, `limit` is at least 1, and neither `setup` nor the tasks raise; items and results
    can be pickled.

    Example, with a `setup` and a `task` that print who they are:

        >>> with_setup(task, ["a", "b", "c", "d"], limit=2, setup=setup)
        setup in 4243
        setup in 4244
        a in 4243
        b in 4244
        c in 4244
        d in 4243
        ['A', 'B', 'C', 'D']

    (Which worker gets which item is a matter of chance.)

    Not allowed: threads in place of processes; processes that do nothing but the setup; one task after the other.

    Allowed: any start method, and any way to make the workers. Where there are fewer items than `limit`, there may be
    as many workers as `limit` says, or fewer. Once all results are there, a worker that has got no item may be
    stopped, even before its setup.

    Why it matters: a connection, a loaded model or an open file belongs to one process and is expensive to make: once a
    task is too often, and once in the parent is in the wrong process (under spawn and forkserver the workers do not
    even see it).
    """
    # YOUR CODE HERE
    raise NotImplementedError()
