"""A process that ends when it is asked to."""

import multiprocessing
from collections.abc import Callable
from multiprocessing import Process


class Stoppable(Process):
    """A process that works step by step until it is asked to end, and tidies up before it goes.

    In the child, `step()` is called again and again, with at most a second between two steps, until `stop()` of this
    object is called in the parent. A step that has begun is carried to its end. After `stop()` has been called at most
    one more step begins. Then the child calls `cleanup()`, once, and ends with exit code 0.

    `stop()` asks the child to end, waits until it has ended, however long that takes, and collects it. It returns then,
    and not later. Called again, it does nothing and returns at once. It may also come at once after `start()`, before
    the child has made a step, or so much as begun to run: no step at all is fine, but `cleanup()` is called all the
    same. Other Stoppables go on.

    Given: neither `step` nor `cleanup` raises; a step takes from a tenth of a second to minutes. Both are functions at
    the top level of a module, so you may choose the start method. `stop()` is never called before `start()`.

    Example:

        >>> worker = Stoppable(do_some_work, remove_temporary_files)
        >>> worker.start()
        >>> time.sleep(3.5)
        >>> worker.stop()          # returns half a second later, when the fourth step and the cleanup are done
        >>> worker.exitcode
        0

    Not allowed: killing the process, by `terminate()`, `kill()` or a signal.

    Allowed: any way to ask. A signal that the child blocks or handles, so that it neither kills nor breaks off a step,
    asks and does not kill; but a child that has just been created cannot have prepared for it yet. Asking again and
    again whether the child has ended is allowed, too, if `stop()` returns within a second of its end.

    Why it matters: a killed process leaves half-written files and held locks behind. Services are stopped politely:
    ask, wait, be gone.
    """

    def __init__(self, step: Callable[[], None], cleanup: Callable[[], None]) -> None:
        """Remember what a step is and how to tidy up."""
        ### BEGIN SOLUTION
        super().__init__()
        self._step = step
        self._cleanup = cleanup
        self._asked_to_end = multiprocessing.Event()

    def run(self) -> None:
        while not self._asked_to_end.is_set():
            self._step()
        self._cleanup()

    def stop(self) -> None:
        self._asked_to_end.set()
        self.join()
        ### END SOLUTION
