"""Every result and every error, each with its item."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def gather(task: Callable[[Any], Any], items: list, limit: int) -> tuple[dict, dict]:
    """Call `task(item)` for every item in worker processes and return what became of each: `(results, errors)`.

    `results` maps an item to what `task` returned for it, also where that is None, 0 or empty. `errors` maps an item to
    the exception that `task` raised for it: the exception itself, not its text. Every item is in exactly one of them. A
    task that raises stops nobody else: all the others run to their end, and `gather` itself raises nothing. Every item
    is worked on once, in a worker process, at most `limit` at the same time, and where there are enough items, `limit`
    tasks do run at once. Items can be keys of a dict, and no two are equal. Results and exceptions can be pickled.

    Example, with `task=float`:

        >>> gather(float, ["1.5", "two", "3"], limit=2)
        ({'1.5': 1.5, '3': 3.0}, {'two': ValueError("could not convert string to float: 'two'")})

    (The order within the dicts does not matter.)

    Not allowed: threads in place of processes. Any start method will do.

    Why it matters: an exception in a worker is silent until somebody asks for the result. Who never asks believes that
    all went well; who asks without care loses the other nine results to the first error.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
