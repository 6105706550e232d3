"""How a child ended."""

import os
from collections.abc import Callable


def exit_code_of(job: Callable[[], int]) -> int:
    """Run `job` in a child, let what it returns be the child's exit code, and return that code as the kernel keeps it.

    Create one child with one `os.fork`. The child calls `job()` and ends with the number that it returned as its exit
    code. The parent waits for the child, collects it (no zombie is left) and returns how it ended:

    - The exit code that the kernel has kept, 0 to 255. It keeps only the lowest eight bits: from a job that returns 256
      it keeps 0, from one that returns -1 it keeps 255.
    - Minus the signal's number if a signal killed the child: -9 for SIGKILL.

    In the child, `sys.exit(n)` with a number n counts as if the job had returned n; any other exception counts as if it
    had returned 1 (whether its traceback is printed is up to you). No exception and no return brings the child back to
    the caller of `exit_code_of`: it ends inside.

    Example:

        >>> exit_code_of(lambda: 7)
        7
        >>> exit_code_of(lambda: 256)
        0
        >>> exit_code_of(lambda: os.kill(os.getpid(), signal.SIGTERM))
        -15

    Not allowed: multiprocessing, subprocess and other ways to create a process.

    Why it matters: the exit code is the only answer that every process gives, and a crash that is read as 0 is a
    failure that nobody notices. `os.fork` does not exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
