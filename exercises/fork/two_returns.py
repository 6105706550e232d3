"""fork returns twice."""

import os
from collections.abc import Callable


def fork_once(in_child: Callable[[], None], in_parent: Callable[[int], None]) -> None:
    """Run `in_child` in a new process and `in_parent` in this one.

    Create one child process with one `os.fork`. The child calls `in_child()` and ends there, with exit code 0: it never
    comes back to the caller, neither by returning nor by an exception (`sys.exit` raises one). The parent calls
    `in_parent(pid)` at once, with the child's PID, and then waits until the child has ended. So `fork_once` returns
    exactly once, in the parent, when the child is gone and collected (no zombie is left).

    Example:

        >>> fork_once(lambda: print("I am the child"), lambda pid: print("my child is", pid))
        my child is 4242
        I am the child

    (The two lines may come in either order: the two processes run at the same time.)

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Why it matters: every other way to create a process is built on this one call that returns twice. `os.fork` does not
    exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
