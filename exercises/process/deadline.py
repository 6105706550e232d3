"""A process that gets only so much time."""

from collections.abc import Callable
from multiprocessing import Process


def run_with_deadline(task: Callable[[], None], seconds: float) -> tuple[str, int]:
    """Run `task` in a process of its own, which gets `seconds` to end by itself; then kill it.

    Return ("done", exit code) if the process ended by itself in time, however it ended: with exit code 0, another one,
    or by a signal. Return ("killed", exit code) if it was still at work when its time was up and you had to end it. The
    exit code is what `Process.exitcode` says, in both cases: n after `sys.exit(n)`, -n when signal number n killed it.

    A late task is ended by SIGTERM or by SIGKILL; which one you send first is up to you. Some tasks ignore SIGTERM, and
    some want a few seconds to clean up after it. Whatever the task does, when `run_with_deadline` returns, the process
    has ended and has been waited for; it never runs on to an end of its own after you have decided to end it (how many
    seconds you leave it for cleaning up is your choice, up to a minute).

    Example:

        >>> def task():
        ...     time.sleep(3)
        >>> run_with_deadline(task, 10)
        ('done', 0)
        >>> run_with_deadline(task, 1)
        ('killed', -15)

    (-15 after SIGTERM; it would be -9 after SIGKILL.) On Windows there is no SIGTERM to ignore: terminating a process
    always ends it at once.

    Why it matters: what runs for too long must not hold up those who wait for it, and who only stops waiting leaves a
    process behind that nobody will ever collect.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
