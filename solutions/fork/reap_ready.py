"""Collect the children that have ended."""

import os


def reap_ready() -> dict[int, int]:
    """Collect every child of this process that has already ended, and say how each of them did.

    Returns a dictionary from PID to exit code; minus the signal's number for a child that a signal killed. Every child
    that has ended before the call is in it and is no zombie any more afterwards, however many there are. What an
    earlier call has returned is not in it again. Children that are still alive are left alone, also those that a signal
    has stopped: `reap_ready` neither waits for them nor signals them, and they are not in the dictionary. The
    dictionary is empty if no child has ended, and also if there is no child at all: that is no error.

    The children exist already: `reap_ready` creates none.

    Example: a server has three workers. One ended with exit code 3, one was killed by signal 9, one still works.

        >>> reap_ready()
        {4243: 3, 4244: -9}
        >>> reap_ready()
        {}

    Not allowed: multiprocessing and subprocess; blocking or sleeping until a child ends, however short the time.

    Why it matters: a server that lives for months must collect its dead children in passing, or the zombies fill the
    process table; and it cannot stand still to do so. Windows knows neither zombies nor a wait for any child.
    """
    ### BEGIN SOLUTION
    codes = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return codes
        if pid == 0:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
    ### END SOLUTION
