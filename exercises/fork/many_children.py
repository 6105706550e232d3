"""Many children at once."""

import os
from collections.abc import Callable


def fork_many(n: int, job: Callable[[int], None]) -> list[int]:
    """Create n children with `os.fork`, all of them before you wait for the first, and wait for all of them.

    The children are numbered in the order of their births, from 0 to n-1. Child i calls `job(i)`, once, and ends there:
    it creates no children of its own and never comes back to the caller, neither by returning nor by an exception,
    whatever the job returns or raises. However many they are, all n children are born at once, before the parent waits
    for the first of them, so that jobs that take long run at the same time. `fork_many` returns the list of the
    children's PIDs in the order of their births; n may be 0. It returns within a second of the end of the last child.
    By then, every child has been collected (no zombie is left), in whatever order they end and however; a child that a
    signal has stopped has not ended. Other children of the caller may live on: they are neither waited for nor ended,
    and its signal handlers stay as they are.

    Example:

        >>> fork_many(3, lambda i: print("job", i, "in process", os.getpid()))
        job 0 in process 4243
        job 2 in process 4245
        job 1 in process 4244
        [4243, 4244, 4245]

    (The children's lines may come in any order.)

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Allowed: any exit code of the children; `os.wait()`, as no other child of the caller ends before the call or during
    it; asking with `os.WNOHANG` until all children have ended, with pauses of at least a hundredth and less than half a
    second.

    Why it matters: starting first and waiting afterwards is what makes programs of several processes fast, and a child
    that goes on in its parent's loop is the classic fork bomb. `os.fork` does not exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
