"""The child has a copy of its own."""

import os
from collections.abc import Callable


def parent_view(data: list, change: Callable[[list], None]) -> list:
    """Let a child change its copy of `data`, and return what the parent sees afterwards: its own list, unchanged.

    Create one child with one `os.fork`. The child calls `change(data)` once and ends inside `parent_view`: it never
    comes back to the caller, neither by returning nor by an exception. The parent does not call `change`. It waits
    until the child has ended, collects it (no zombie is left) and returns `data`: the very same list object that it was
    given, not a copy.

    Example:

        >>> numbers = [1, 2, 3]
        >>> parent_view(numbers, lambda data: data.clear())
        [1, 2, 3]

    (The list of the child was empty at its end. Nobody else ever sees that.)

    Not allowed: multiprocessing, subprocess and other ways to create a process; copying the list; sleeping in place of
    waiting.

    Why it matters: processes do not share variables. Whoever waits for a child's change to show up in the parent waits
    for ever; results must be sent. `os.fork` does not exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
