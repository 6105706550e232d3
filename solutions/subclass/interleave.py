"""Two processes at the same time."""

from collections.abc import Callable
from multiprocessing import Process


def interleave(n: int, child_tick: Callable[[int], None], parent_tick: Callable[[int], None]) -> None:
    """Let a child and this process tick at the same time.

    Create one child process. In it, call `child_tick(0)` to `child_tick(n - 1)`, in order; in the process that called
    `interleave`, call `parent_tick(0)` to `parent_tick(n - 1)`, in order. Neither side waits until the other has done
    its ticks: ticks 0 of both sides overlap, then ticks 1, and so on. When its own ticks are done, the parent waits for
    the child, however long its last tick takes. `interleave` returns when the child has exited by itself and has been
    collected, and not later. Other children of the program are not waited for.

    Given: n is at least 1. A tick takes a second; only the child's last one may take much longer. No tick raises. Both
    ticks are functions at the top level of a module, so you may choose the start method.

    Allowed: waiting at each tick until the other side has come as far; asking again and again whether the child has
    ended (every 10 ms, say), if `interleave` returns within a second of its end. A subclass of Process is one way to
    create the child, and any other way is as good. (A thread is no process.)

    Example, with ticks that print and sleep a second:

        >>> interleave(3, child_tick, parent_tick)
        parent 0
        child 0
        parent 1
        child 1
        child 2
        parent 2

    (Which of the two is first at each second is not determined; the whole takes about three seconds, not six.)

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
