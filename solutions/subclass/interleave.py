"""Two processes at the same time."""

from collections.abc import Callable
from multiprocessing import Process


def interleave(n: int, child_tick: Callable[[int], None], parent_tick: Callable[[int], None]) -> None:
    """Let a child and this process tick at the same time.

    Create one child process. In it, `child_tick(0)` to `child_tick(n - 1)` are called; in the process that called
    `interleave`, `parent_tick(0)` to `parent_tick(n - 1)`. Each side goes through its numbers in order. A tick takes a
    second, and neither side waits for the other while it ticks: so ticks 0 of both sides overlap, then ticks 1, and so
    on. The last tick of the child may take much longer. When its own ticks are done, the parent waits for the child:
    `interleave` returns when the child has ended and has been collected, however long that takes.

    Example, with ticks that print and sleep a second:

        >>> interleave(3, child_tick, parent_tick)
        parent 0
        child 0
        parent 1
        child 1
        child 2
        parent 2

    (Which of the two is first at each second is not determined; the whole takes about three seconds, not six.) Both
    ticks are functions at the top level of a module, so you may choose the start method.

    A subclass of Process is one way to write it, and any other way to create the child is as good. A thread is no
    process.

    Why it matters: `start()` returns at once and `join()` waits. What stands between the two runs at the same time as
    the child; what stands elsewhere does not.
    """
    ### BEGIN SOLUTION
    child = Process(target=_tick_all, args=(n, child_tick))
    child.start()
    _tick_all(n, parent_tick)
    child.join()


def _tick_all(n: int, tick: Callable[[int], None]) -> None:
    for i in range(n):
        tick(i)
    ### END SOLUTION
