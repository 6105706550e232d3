"""Printed once, and not lost."""

import os


def print_once(header: str, child_line: str, parent_line: str) -> None:
    """Print three lines in a fixed order, the second one from a child.

    The parent prints `header`; a child, created with `os.fork`, prints `child_line`; then the parent prints
    `parent_line`. The three lines appear on stdout in this order, each exactly once and written by the process that it
    belongs to, every time: on a terminal and also when stdout is a pipe or a file. The child ends inside `print_once`
    (it never comes back to the caller, neither by returning nor by an exception), and the parent collects it (no zombie
    is left).

    Example:

        >>> print_once("--- report ---", "from the child", "from the parent")
        --- report ---
        from the child
        from the parent

    Try it both ways: `python program.py`, and `python program.py | cat`.

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Why it matters: on a pipe Python collects its output in a buffer, and the buffer is memory: fork copies it, and
    whoever ends by `os._exit` throws it away. Doubled and lost lines in log files come from here. `os.fork` does not
    exist on Windows.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
