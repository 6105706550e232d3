"""A process that is not waited for, yet."""

from collections.abc import Callable
from multiprocessing import Process


def say_then_child(task: Callable[[], None], say: Callable[[str], None]) -> Process:
    """Start `task` in a process of its own and go on at once.

    Create one child process with multiprocessing's `Process`, start it, and let it work: it calls `task()`, once. When
    the child has been started, the main process calls `say("main goes on")`, once. Then `say_then_child` returns the
    object of this child's process: it is alive, and the caller can join it and ask for its exit code. Every call starts
    a child of its own, also while the child of an earlier call is at work.

    The main process waits for nothing, not even for a moment: not for this child, not for an earlier one, and not until
    the child has begun.

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

    The child does its task to the end, also when the main program comes to its end while the child is at work: at its
    exit, Python waits for the children that are no daemons. So the process that you return is not a daemon, and you do
    not end it.

    Not allowed: sleeping in `say_then_child`; threads; pools and other ways to create a process.

    Allowed: any start method, and the object that you return may be of that method's class, or of a subclass of yours.

    Why it matters: work in the background is the reason to have a second process at all, and whoever called you needs
    the object to wait later, to ask how it ended, or to stop it.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
