"""The child has a copy of its own."""

import os
from collections.abc import Callable


def parent_view(data: list, change: Callable[[list], None]) -> list:
    """Let a child change its copy of `data`, and return what the parent sees afterwards: its own list, unchanged.

    Create one child with one `os.fork`. The child calls `change(data)` once and ends inside `parent_view`: it never
    comes back to the caller, neither by returning nor by an exception, whatever `change` returns or raises. The parent
    does not call `change`. It waits until the child has ended, however that happens (a child that a signal has stopped
    has not ended), and returns within a second of its end, when the child has been collected (no zombie is left). It
    returns `data`: the very same list object that it was given, not a copy. Other children of the caller may live on:
    they are neither waited for nor ended, and its signal handlers stay as they are.

    Example:

        >>> numbers = [1, 2, 3]
        >>> parent_view(numbers, lambda data: data.clear())
        [1, 2, 3]

    (The list of the child was empty at its end. No other process ever sees that.)

    Not allowed: multiprocessing, subprocess and other ways to create a process; copying the list, in either process;
    sleeping in place of waiting.

    Allowed: any exit code of the child; `os.wait()`, as no other child of the caller ends before the call or during it;
    asking with `os.WNOHANG` until the child has ended, with pauses of at least a hundredth and less than half a second.

    Why it matters: processes do not share variables. A parent that waits for a child's change to show up in its own
    memory waits for ever; results must be sent. `os.fork` does not exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
