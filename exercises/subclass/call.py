"""A call in a process of its own."""

import multiprocessing
from collections.abc import Callable
from multiprocessing import Process
from typing import Any


class Call(Process):
    """A process that calls `func(*args)`, and whose `result()` brings the outcome back.

    The call is made once, in the child that `start()` makes. `result()`, asked in the parent after `start()`, waits for
    it and then

    - returns the value that `func` returned, however large it is;
    - or raises the exception that `func` raised (an Exception of the same class, with the same arguments);
    - or raises RuntimeError with the exit code in its text, if the child died without either: it was killed (the exit
      code of Process is then minus the signal's number), or it left by `os._exit` or `sys.exit` (SystemExit is not an
      Exception: it ends the child, and does not reach your parent).

    When `result()` returns or raises, the child has ended and has been collected. Asked again, it gives the same answer
    again: an equal value, or the same exception. Several Calls may run at the same time. Functions, arguments, values
    and exceptions can be pickled, so you may choose the start method.

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

    Why it matters: nothing that the child assigns reaches the parent. Every pool and every executor is built on what
    you do here: a channel for the value, a channel for the exception, and an eye on the child that may die.
    """

    def __init__(self, func: Callable[..., Any], *args: Any) -> None:
        """Remember what to call."""
        # YOUR CODE HERE
        raise NotImplementedError()
