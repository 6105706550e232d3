"""The first to end."""

from collections.abc import Callable
from multiprocessing import Process, connection


def first_done(tasks: list[Callable[[], None]]) -> int:
    """Run all tasks at the same time, each in a process of its own, and return the index of the first that ends.

    Every task gets its process, and all of them are started before the first is waited for. The first process to end
    decides, however it ends: with its work done, by an exception, with any exit code, by a signal. All others are then
    stopped (by SIGTERM or SIGKILL) and waited for: when `first_done` returns the index of the first one's task, every
    process has ended and has been waited for. Leave other children of your caller alone: do not end them and do not
    collect them.

    Allowed: any start method; pauses of up to two seconds between two looks at the same process.

    Given: there is at least one task. A process that is told to end may need a few seconds for it, but none of the
    tasks ignores SIGTERM. No two of them end within ten seconds of each other.

    Example:

        >>> def sleep(seconds):
        ...     time.sleep(seconds)
        ...     print("slept", seconds)
        >>> first_done([partial(sleep, 30), partial(sleep, 2), partial(sleep, 10)])
        slept 2
        1

    Not allowed: running tasks in the main process or in threads of it; a busy loop, that is, asking all the time,
    without any pause, if a process has ended (it takes the processor away from those that work).

    Why it matters: waiting for one process after the other answers "have all ended?", never "who is first?". For that,
    the operating system must be asked to wait for several at once. And a race is over only when the losers are gone.
    """
    ### BEGIN SOLUTION
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ready = connection.wait([process.sentinel for process in processes])
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
    return next(index for index, process in enumerate(processes) if process.sentinel in ready)
    ### END SOLUTION
