"""A process that ends when it is asked to."""

import multiprocessing
from collections.abc import Callable
from multiprocessing import Process


class Stoppable(Process):
    """A process that works step by step until it is asked to end, and tidies up before it goes.

    In the child, `step()` is called again and again (a step may take a second) until somebody calls `stop()` in the
    parent. A step that has begun is carried to its end. Then the child calls `cleanup()`, once, and ends with exit code
    0. After `stop()` has been called at most one more step begins.

    `stop()` asks the child to end, waits until it has ended, and collects it: when it returns, `cleanup` is done and
    the process is gone. It may be called again and does nothing then. It may also come at once after `start()`, before
    the child has made a step, or so much as begun to run: no step at all is fine, but `cleanup()` is called all the
    same. (`stop()` before `start()` is not asked for.)

    Example:

        >>> worker = Stoppable(do_some_work, remove_temporary_files)
        >>> worker.start()
        >>> time.sleep(3.5)
        >>> worker.stop()          # returns half a second later, when the fourth step and the cleanup are done
        >>> worker.exitcode
        0

    Not allowed: killing the process, by `terminate()`, `kill()` or a signal. `step` and `cleanup` are functions at the
    top level of a module, so you may choose the start method.

    Why it matters: whoever is killed leaves half-written files and held locks behind. Services are stopped politely:
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
