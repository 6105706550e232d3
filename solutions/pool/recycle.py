"""Workers that are replaced before they grow old."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def recycle(task: Callable[[Any], Any], items: list, limit: int, per_worker: int) -> list:
    """Call `task(item)` for every item in a `multiprocessing.Pool` whose workers are replaced after `per_worker` tasks.

    At most `limit` tasks run at the same time, and where there are enough items, as many do. No worker process calls
    `task` more than `per_worker` times. A worker that has done so ends then, while others are still at work, and a
    fresh one takes its place; not before. Every item is worked on once, equal items as often as they are there. Returns
    the results as a list, in order of the items.

    Given: there is at least one item, `limit` and `per_worker` are at least 1, and the tasks do not raise; items and
    results can be pickled.

    Example, with a `task` that returns its process's PID:

        >>> recycle(task, [1, 2, 3, 4, 5, 6, 7], limit=2, per_worker=3)
        [4243, 4244, 4243, 4244, 4243, 4244, 4245]

    (Which worker gets which item is a matter of chance, but no number occurs more than three times.)

    Not allowed: threads in place of processes; a pool for every task; workers that are not those of a
    `multiprocessing.Pool`, as in a `ProcessPoolExecutor`, which with its `max_tasks_per_child` was seen to hang on
    Python 3.11 to 3.13.

    Allowed: any start method.

    Why it matters: libraries leak memory and file descriptors; a worker that is replaced now and then gives everything
    back, which is how web servers and long-running pools survive the code that they run.
    """
    ### BEGIN SOLUTION
    with multiprocessing.Pool(limit, maxtasksperchild=per_worker) as pool:
        return pool.map(task, items, chunksize=1)
    ### END SOLUTION
