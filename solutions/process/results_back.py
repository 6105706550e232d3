"""Results from other processes."""

import multiprocessing
from collections.abc import Callable


def collect(func: Callable, items: list) -> list:
    """Call `func(item)` for every item, each in a process of its own, and return the values in the order of the items.

    A value may be anything that can be pickled: large, a megabyte and more; None, 0 or empty; equal to another one; or
    an exception that `func` returns and does not raise. If `func` raises an exception (an `Exception` such as
    ValueError), `collect` raises it in the main process: of the same class, with the same arguments; if several calls
    fail, any of their exceptions. When `collect` returns or raises, every process in which `func` ran has ended and has
    been waited for. For no items, the result is an empty list.

    Example:

        >>> def square(n):
        ...     return n * n
        >>> collect(square, [3, 1, 2])
        [9, 1, 4]
        >>> collect(int, ["7", "seven"])
        ValueError: invalid literal for int() with base 10: 'seven'

    Not allowed: calling `func` in the main process, or in threads of it. No process calls `func` for two items, not
    even if `func` returns at once.

    Given: `func`, the items, the values and the exceptions can be pickled.

    Allowed: it is up to you how the processes are created (by `os.fork`, too), how the values travel and whether the
    processes run at the same time, and helpers of yours (a manager, say) are welcome. Any start method will do.

    Why it matters: what a child changes, a list or a global variable, it changes in its own memory. A result must be
    sent, and a process that waits for the sender before it receives may wait for ever: a pipe on Linux holds 64 KiB,
    then its writer has to wait.
    """
    ### BEGIN SOLUTION
    children = []
    for item in items:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_outcome, args=(sender, func, item))
        process.start()
        sender.close()
        children.append((process, receiver))
    outcomes = [receiver.recv() for _, receiver in children]
    for process, _ in children:
        process.join()
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]


def send_outcome(sender, func: Callable, item: object) -> None:
    try:
        outcome = func(item), None
    except Exception as error:
        outcome = None, error
    sender.send(outcome)
    ### END SOLUTION
