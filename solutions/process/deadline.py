"""A process that gets only so much time."""

from collections.abc import Callable
from multiprocessing import Process


def run_with_deadline(task: Callable[[], None], seconds: float) -> tuple[str, int]:
    """Run `task` in a process of its own, which gets `seconds` from its start to end by itself; then end it.

    Return ("done", exit code) if the process ended by itself in time, however it ended: with exit code 0, another one,
    or by a signal. Return ("killed", exit code) if it was still at work when its time was up and you had to end it. The
    exit code is what `Process.exitcode` says, in both cases: n after `sys.exit(n)`, -n when signal number n killed it.
    `seconds` may be a fraction, such as 0.25, and it may be 0: then the task is late at once.

    When the process ends in time, `run_with_deadline` returns, and does not wait until its time is up. A late task is
    ended by SIGTERM or by SIGKILL; which one you send first is up to you. Some tasks ignore SIGTERM, and some want a
    few seconds to clean up after it, and then exit with a code of their own. Whatever the task does, when
    `run_with_deadline` returns, the process has ended and has been waited for. It never runs on to an end of its own
    after its time was up.

    Allowed: how many seconds you leave it for cleaning up is your choice, up to a minute. You may look whether it has
    ended from time to time, with pauses of up to half a second. For a task that ends in the moment in which its time is
    up, both answers are right.

    Example:

        >>> def task():
        ...     time.sleep(3)
        >>> run_with_deadline(task, 10)
        ('done', 0)
        >>> run_with_deadline(task, 1)
        ('killed', -15)

    (-15 after SIGTERM; it would be -9 after SIGKILL.) On Windows there is no SIGTERM to ignore: terminating a process
    always ends it at once.

    Why it matters: a process that runs for too long must not hold up those that wait for it. If you only stop waiting,
    it is left behind, and nothing will ever collect it.
    """
    ### BEGIN SOLUTION
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if not process.is_alive():
        return "done", process.exitcode
    process.terminate()
    process.join(5)
    process.kill()
    process.join()
    return "killed", process.exitcode
    ### END SOLUTION
