"""A call in a process of its own."""

import multiprocessing
from collections.abc import Callable
from multiprocessing import Process
from typing import Any


class Call(Process):
    """A process that calls `func(*args)`, and whose `result()` brings the outcome back.

    The call is made once, in the child that `start()` makes; `start()` does not wait for it, so several Calls run at
    the same time. `result()`, asked in the parent after `start()`, waits until this child has ended, and not longer.

    - It returns the value that `func` returned, whatever that is (None or an exception, say), and however large.
    - If `func` raised an Exception, it raises one of the same class with the same arguments.
    - If the child died without either, it raises RuntimeError with the exit code in its text. That is the exit code of
      Process: minus the signal's number if the child was killed. SystemExit and KeyboardInterrupt are no Exceptions:
      they end the child, too, and do not reach your parent.

    When `result()` returns or raises, the child has ended and has been collected. Asked again, it gives the same
    answer: an equal value, or an exception of the same class with the same arguments.

    Given: functions, arguments, values and exceptions can be pickled, so you may choose the start method.

    Example:

        >>> call = Call(divmod, 17, 5)
        >>> call.start()
        >>> call.result()
        (3, 2)
        >>> call = Call(int, "seventeen")
        >>> call.start()
        >>> call.result()
        ValueError: invalid literal for int() with base 10: 'seventeen'
        >>> call = Call(sys.exit, 3)
        >>> call.start()
        >>> call.result()
        RuntimeError: the child ended with exit code 3 and gave no result

    Not allowed: creating the process with anything but Process itself (`os.fork`, subprocess, a pool, an executor).

    Allowed: a `start()` of your own that calls `super().start()`; threads in the parent, a Manager, a Future of
    concurrent.futures to hold the value; asking again and again, if the end is noticed within a second.

    Why it matters: nothing that the child assigns reaches the parent. Every pool and every executor is built on what
    you do here: a channel for the value, a channel for the exception, and an eye on the child that may die.
    """

    def __init__(self, func: Callable[..., Any], *args: Any) -> None:
        """Remember what to call."""
        # YOUR CODE HERE
        raise NotImplementedError()
