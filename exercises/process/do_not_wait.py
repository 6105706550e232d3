"""A process that nobody waits for, yet."""

from collections.abc import Callable
from multiprocessing import Process


def say_then_child(task: Callable[[], None], say: Callable[[str], None]) -> Process:
    """Start `task` in a process of its own and go on at once.

    Create one child process with multiprocessing's `Process`, start it, and then let it work: it calls `task()`, once.
    The main process does not wait for it, not even for a moment: it calls `say("main goes on")`, once, while the child
    is at work, and returns the process object, whose process is still alive.

    Example:

        >>> def task():
        ...     time.sleep(5)
        ...     print("child: done")
        >>> process = say_then_child(task, print)
        main goes on
        >>> process.is_alive()
        True
        >>> process.join()
        child: done

    The child does its task to the end, also when the main program has nothing more to do and its last line is passed
    while the child is at work: at its exit, Python waits for the children that are no daemons. So the process that you
    return is not a daemon, and you do not end it.

    Not allowed: waiting or sleeping in `say_then_child`; threads. Any start method will do, and the object that you
    return may be of that method's class.

    Why it matters: work in the background is the reason to have a second process at all, and whoever called you needs
    the object to wait later, to ask how it ended, or to stop it.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
