"""Results as they complete, and nothing left behind."""

import multiprocessing
from collections.abc import Callable, Iterator
from typing import Any


def as_done(task: Callable[[Any], Any], items: list, limit: int) -> Iterator:
    """Call `task(item)` for every item in worker processes and yield each result as soon as it is there.

    At most `limit` tasks run at the same time, and where there are enough items, as many do. Each item is worked on
    once, in a worker process, equal items as often as they are there. The iterator yields one result for each item,
    also where that is None, 0 or empty. The results come in the order in which the tasks end, whatever the order of the
    items. Each comes at once, within a second, while other tasks are still running. The iterator has a `close()`
    method, as every generator has. When it is exhausted, or when `close()` has returned, no worker is left: all have
    ended and have been joined. Two iterators may be in use at the same time, and closing one leaves the other alone.

    Given: `limit` is at least 1, there may be no items, and the tasks do not raise; items and results can be pickled.

    Allowed: any start method. `close()` may stop the tasks that are still running, or wait for them. While the caller
    is busy and does not ask for the next result, new tasks may begin or not; and results that have come meanwhile may
    be yielded in any order among themselves.

    Example, with a `task` that sleeps for as many seconds as the item says and returns the item:

        >>> results = as_done(task, [3, 1, 2], limit=3)
        >>> next(results)       # after one second
        1
        >>> next(results)       # a second later
        2
        >>> results.close()     # no process is left

    Not allowed: threads in place of processes.

    Why it matters: who gets the first result early can show it, use it, or decide that it is good enough; and whoever
    walks away in the middle must not leave processes behind.
    """
    ### BEGIN SOLUTION
    with multiprocessing.Pool(limit) as pool:
        yield from pool.imap_unordered(task, items)
    ### END SOLUTION
