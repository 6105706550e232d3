"""Ten tasks, three workers."""

import multiprocessing
from collections.abc import Callable


def ten_tasks(task: Callable[[int], None], say: Callable[[str], None]) -> None:
    """Let a pool of three worker processes run `task(0)` to `task(9)`.

    Make a pool of exactly three workers and hand it all ten tasks without waiting for any of them: three run at once,
    and each of the other seven waits until a worker is free. As soon as all are handed over, call `say("submitted")`.
    Wait until all ten have ended, then call `say("all done")`. Each task runs exactly once, in one of the three
    workers. The two lines are said, in this order and once each, by the process that called `ten_tasks`. When
    `ten_tasks` returns, no worker is left: all three have ended and have been joined.

    Example, with a `task` that takes a second and then prints its number (tasks that run at the same time may end in
    any order):

        >>> ten_tasks(task, print)
        submitted
        0
        2
        1
        3
        ...
        9
        all done

    Not allowed: threads (also in the guise of `multiprocessing.dummy` or `ThreadPool`), a new pool or new workers for
    every task, waiting by sleeping (also for a short time, again and again).

    Allowed: a `multiprocessing.Pool` of any start method, a `ProcessPoolExecutor`, or a pool of your own, of three
    processes that take their tasks from a queue.

    Given: the tasks do not raise. `task` can be imported by the workers, so it works under every start method (the
    default is spawn on Windows and macOS, and on Linux fork up to Python 3.13, forkserver from 3.14 on).

    Why it matters: a pool is how a program keeps a machine busy without drowning it in processes, and the difference
    between handing work over and waiting for it is what makes it fast.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
