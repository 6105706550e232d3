"""Several jobs in threads of one process."""

from collections.abc import Callable
from threading import Thread


def the_exercise(jobs: list[Callable[[], None]]) -> None:
    """Run each job in a thread of its own, all of them at once, and wait for them.

    TO WRITE: your own statement in place of this one: what to do, with an example and why it matters

    Create one `threading.Thread` for each of `jobs`, and let it call the job once. No job waits until another has
    ended. Return when all threads have ended.

    Given: there is at least one job, and no job raises an exception.

    Example:

        >>> the_exercise([lambda: time.sleep(5), lambda: time.sleep(5)])    # takes five seconds, not ten

    Why it matters: while one thread waits for a disk, a network or a clock, the others go on.
    """
    ### BEGIN SOLUTION
    # TO WRITE: your own solution; what stands between these two marks is what students write
    threads = [Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ### END SOLUTION
