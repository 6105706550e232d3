"""Every result and every error, each with its item."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def gather(task: Callable[[Any], Any], items: list, limit: int) -> tuple[dict, dict]:
    """Call `task(item)` for every item in worker processes and return what became of each: `(results, errors)`.

    `results` maps an item to what `task` returned for it, also where that is None, 0, empty, or an exception that was
    returned and not raised. `errors` maps an item to the exception that `task` raised for it: the exception itself,
    not its text. Every item is in exactly one of the two dicts. A task that raises stops nothing else: all the others
    run to their end, and `gather` itself raises nothing. Every item is worked on once, in a worker process. At most
    `limit` tasks run at the same time, and where there are enough items, `limit` tasks do run at once.

    Given: items can be keys of a dict, and no two are equal; there may be none. `limit` is at least 1. Results and
    exceptions can be pickled, and the exceptions are of classes derived from Exception.

    Example, with `task=float`:

        >>> gather(float, ["1.5", "two", "3"], limit=2)
        ({'1.5': 1.5, '3': 3.0}, {'two': ValueError("could not convert string to float: 'two'")})

    (The order within the dicts does not matter.)

    Not allowed: threads in place of processes.

    Allowed: any start method, and any way to make the workers: a pool, an executor, processes of your own.

    Why it matters: an exception in a worker is silent until somebody asks for the result. Who never asks believes that
    all went well; who asks without care loses the other nine results to the first error.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
