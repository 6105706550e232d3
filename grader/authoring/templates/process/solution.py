"""A task in a process of its own."""

from collections.abc import Callable
from multiprocessing import Process


def the_exercise(task: Callable[[], None]) -> None:
    """Run `task` in a child process, and wait until it has ended.

    TO WRITE: your own statement in place of this one: what to do, with an example and why it matters

    Create one process with `multiprocessing.Process`, and let it call `task()` once. Return when the child has ended,
    however long that takes.

    Example:

        >>> the_exercise(lambda: print("in the child"))
        in the child

    Why it matters: two processes run at the same time, and without waiting nothing says which of them is first.
    """
    ### BEGIN SOLUTION
    # TO WRITE: your own solution; what stands between these two marks is what students write
    child = Process(target=task)
    child.start()
    child.join()
    ### END SOLUTION
