"""Printed once, and not lost."""

import os


def print_once(header: str, child_line: str, parent_line: str) -> None:
    """Print three lines in a fixed order, the second one from a child.

    The parent prints `header`; one child, created with one `os.fork`, prints `child_line`; then the parent prints
    `parent_line`. The three lines appear on stdout in this order, every time: on a terminal and also when stdout is a
    pipe or a file. Each of them appears exactly once, written by the process that it belongs to. What the caller had
    printed to stdout before the call appears exactly once, too. The child ends inside `print_once`: it never comes back
    to the caller, neither by returning nor by an exception (`sys.exit` raises one). The parent returns within a second
    of the child's end, when the child has been collected (no zombie is left). Other children of the caller may live on:
    they are neither waited for nor ended, and its signal handlers stay as they are.

    Example:

        >>> print_once("--- report ---", "from the child", "from the parent")
        --- report ---
        from the child
        from the parent

    (Try it both ways: `python program.py`, and `python program.py | cat`.)

    Given: stdout's encoding can encode all three lines.

    Not allowed: multiprocessing, subprocess and other ways to create a process; sleeping in place of waiting.

    Allowed: further lines of your own; `parent_line` in the buffer until the program ends; `os.wait()`, as no other
    child of the caller ends before the call or during it; asking with `os.WNOHANG` until the child has ended, with
    pauses of at least a hundredth and less than half a second.

    Why it matters: on a pipe Python collects its output in a buffer, and the buffer is memory: fork copies it, and
    `os._exit` throws it away. Doubled and lost lines in log files come from here. `os.fork` does not exist on Windows.
    """
    ### BEGIN SOLUTION
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        try:
            print(child_line, flush=True)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
    ### END SOLUTION
