"""fork returns twice."""

import os
from collections.abc import Callable


def fork_once(in_child: Callable[[], None], in_parent: Callable[[int], None]) -> None:
    """Run `in_child` in a new process and `in_parent` in this one.

    Create one child process with one `os.fork`. The child calls `in_child()` once and ends there, with exit code 0
    whatever `in_child` returns. It never comes back to the caller, neither by returning nor by an exception, whatever
    `in_child` raises (`sys.exit` raises an exception, too). The parent calls `in_parent(pid)` once, at once, with the
    child's PID. Then it waits until the child has ended (a child that a signal has stopped has not), and returns within
    a second of that, when the child has been collected (no zombie is left). So `fork_once` returns exactly once, in the
    parent, however the child ended. Other children of the caller may live on: they are neither waited for nor ended,
    and its signal handlers stay as they are.

    Example:

        >>> fork_once(lambda: print("I am the child"), lambda pid: print("my child is", pid))
        my child is 4242
        I am the child

    (The two lines may come in either order: the two processes run at the same time.)

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Allowed: any exit code if `in_child` raises an exception; `os.wait()`, as no other child of the caller ends before
    the call or during it; asking with `os.WNOHANG` until the child has ended, with pauses of at least a hundredth and
    less than half a second.

    Why it matters: every other way to create a process is built on this one call that returns twice. `os.fork` does not
    exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
