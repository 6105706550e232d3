"""How a child ended."""

import os
from collections.abc import Callable


def exit_code_of(job: Callable[[], int]) -> int:
    """Run `job` in a child, let what it returns be the child's exit code, and return that code as the kernel keeps it.

    Create one child with one `os.fork`. The child calls `job()`, once, and ends with the number that it returned as its
    exit code. The kernel keeps only the lowest eight bits of the number: 0 of 256, 255 of -1, 0 of 2**40 (which
    `os._exit` itself does not take). In the child, `sys.exit(n)` with a number n counts as if the job had returned n.
    Any other exception counts as if the job had returned 1, whatever its class. No exception and no return brings the
    child back to the caller of `exit_code_of`: it ends inside.

    The parent waits until the child has ended (a child that a signal has stopped has not) and returns within a second
    of that, when the child has been collected (no zombie is left). Other children of the caller may live on: they are
    neither waited for nor ended, and its signal handlers stay as they are. The parent returns how the child ended:

    - The exit code that the kernel has kept, 0 to 255, also if the job itself ended its process with `os._exit`.
    - Minus the signal's number if a signal killed the child: -9 for SIGKILL.

    Given: what the job returns is an `int`, and so is a number that it passes to `sys.exit`. The job may leave a
    process behind.

    Example:

        >>> exit_code_of(lambda: 7)
        7
        >>> exit_code_of(lambda: 256)
        0
        >>> exit_code_of(lambda: os.kill(os.getpid(), signal.SIGTERM))
        -15

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Allowed: to print the traceback of an exception, or not; 0 or 1 for `sys.exit()` and `sys.exit(None)`, which Python
    itself counts as 0; `os.wait()`, as no other child of the caller ends before the call or during it; asking with
    `os.WNOHANG` until the child has ended, with pauses of at least a hundredth and less than half a second.

    Why it matters: the exit code is the only answer that every process gives, and a crash that is read as 0 is a
    failure that stays unnoticed. `os.fork` does not exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
