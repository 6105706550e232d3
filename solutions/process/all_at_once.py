"""Several processes at the same time."""

from collections.abc import Callable
from multiprocessing import Process


def run_all(task: Callable, argslist: list[tuple]) -> list[int]:
    """Run `task(*args)` for every tuple of `argslist`, each in a process of its own, all at the same time.

    There are as many children as tuples, and all of them are alive and at work together: the last one is started before
    any is waited for. When every child has ended and has been waited for, `run_all` returns. It returns a list of their
    exit codes in the order of the tuples, whichever child ended first; for no tuples, an empty list. An exit code is
    what `Process.exitcode` says: 0 when the task returned, whatever it returned, n after `sys.exit(n)`, 1 after an
    exception, -n when signal number n killed the child. Two tuples may be equal. Leave other children of your caller
    alone: do not wait for them and do not collect them.

    Example:

        >>> def task(name, seconds, code):
        ...     time.sleep(seconds)
        ...     print(name, "ends")
        ...     sys.exit(code)
        >>> run_all(task, [("slow", 3, 7), ("quick", 1, 0)])
        quick ends
        slow ends
        [7, 0]

    (This takes three seconds, not four.)

    Not allowed: running `task` in the main process or in threads; one process for several tuples.

    Allowed: any start method; asking from time to time whether the children have ended, with pauses of up to a second.

    Why it matters: the order in which you start is yours, the order in which they end is not. A join inside the loop
    that starts them gives you one process after the other, with all the costs of processes and none of the gain.
    """
    ### BEGIN SOLUTION
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
    ### END SOLUTION
