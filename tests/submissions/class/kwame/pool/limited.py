"""As many workers as you say, and the results in order."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def run_limited(task: Callable[[Any], Any], items: list, limit: int) -> list:
    """Call `task(item)` for every item in worker processes and return the results as a list, in order of the items.

    At most `limit` tasks run at the same time. While items are still waiting no worker stands idle: as soon as one task
    has ended, the next one begins, whatever the others are doing. So if there are enough items, exactly `limit` tasks
    run at once, however many cores the machine has. Tasks may take very different times; the results come in order of
    the items all the same. Every item is worked on once, equal items as often as they are there. The list has one
    result for each item, also where that is None, 0 or empty, and is empty if there are no items.

    Given: `limit` is at least 1, and the tasks do not raise; items and results can be pickled, no more.

    Example, with a `task` that sleeps for as many seconds as the item says and returns the item's square:

        >>> run_limited(task, [3, 1, 1, 1], limit=2)    # takes three seconds
        [9, 1, 1, 1]

    Not allowed: threads in place of processes.

    Allowed: any start method (`task` can be imported by the workers), and any way to make the workers: a pool, an
    executor, processes of your own, also a process for each item, as long as the limit is kept.

    Why it matters: a machine has so many cores and so much memory; a limit that is kept, and used to the full, is the
    difference between a program that is fast and one that swaps.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
