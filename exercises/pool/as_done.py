"""Results as they complete, and nothing left behind."""

import multiprocessing
from collections.abc import Callable, Iterator
from typing import Any


def as_done(task: Callable[[Any], Any], items: list, limit: int) -> Iterator:
    """Call `task(item)` for every item in worker processes and yield each result as soon as it is there.

    At most `limit` tasks run at the same time, and where there are enough items as many do; each item is worked on
    once, in a worker process. The results come in the order in which the tasks end, whatever the order of the items,
    and each comes at once, while other tasks are still running. The iterator has a `close()` method, as every generator
    has. When it is exhausted, or when `close()` has returned, no worker is left: all have ended and have been joined
    (whether `close()` stops the tasks that are still running or waits for them is up to you). The tasks do not raise.

    Example, with a `task` that sleeps for as many seconds as the item says and returns the item:

        >>> results = as_done(task, [3, 1, 2], limit=3)
        >>> next(results)       # after one second
        1
        >>> next(results)       # a second later
        2
        >>> results.close()     # no process is left

    Not allowed: threads in place of processes. Any start method will do.

    Why it matters: who gets the first result early can show it, use it, or decide that it is good enough; and whoever
    walks away in the middle must not leave processes behind.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
