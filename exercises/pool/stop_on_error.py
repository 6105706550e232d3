"""The first error stops everything."""

import multiprocessing
from collections.abc import Callable
from typing import Any


def first_error_stops(task: Callable[[Any], Any], items: list, limit: int) -> None:
    """Call `task(item)` for every item in worker processes; as soon as one raises, stop all and raise its error.

    At most `limit` tasks run at the same time, and where there are enough items, as many do. When a task raises,
    `first_error_stops` raises its exception at once, within a second, though other tasks would run for hours. It is an
    exception of the same type with the same arguments. The other tasks are stopped, and what has not begun by then is
    never begun. When the exception reaches the caller, no worker is left: all have ended and have been joined. If no
    task raises, every item is worked on once and to its end, `first_error_stops` returns None, and no worker is left
    then, either.

    Given: there is at least one item, and `limit` is at least 1. Tasks can be ended by SIGTERM. An exception that a
    task returns is no error. Exceptions can be pickled, and are of classes derived from Exception.

    Example, with a `task` that sleeps for as many seconds as the item says, and raises if the item is odd:

        >>> first_error_stops(task, [3600, 5, 7200], limit=3)    # after five seconds
        Traceback (most recent call last):
          ...
        ValueError: 5 is odd
        >>> first_error_stops(task, [2, 4], limit=2)             # after four seconds

    Not allowed: threads in place of processes.

    Allowed: any start method, and any way to make the workers. A worker that is free may still begin its next item in
    the moment between the error and its end.

    Why it matters: when one part has failed, the result is lost; every minute that the rest goes on is wasted, and a
    worker that nobody stops goes on even after the program has reported its error.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
