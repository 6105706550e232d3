"""A process that is waited for."""

from collections.abc import Callable
from multiprocessing import Process


def run_then_say(task: Callable[[], None], say: Callable[[str], None]) -> None:
    """Run `task` in a process of its own, wait for that process, then say "main done".

    Create one child process with multiprocessing's `Process`, whatever the program's default start method is, and let
    it call `task()`, once. The main process waits until this child has ended, however long that takes. It does not
    matter how the child ends: its task may return, raise an exception, call `sys.exit`, or be killed by a signal. When
    the child has ended, and not before, the main process goes on at once: it calls `say("main done")`, once, and
    `run_then_say` returns.

    Example:

        >>> def task():
        ...     print("child: working")
        ...     time.sleep(5)
        ...     print("child: done")
        >>> run_then_say(task, print)
        child: working
        child: done
        main done

    Not allowed: threads, pools, `concurrent.futures`, `subprocess` and `os.fork`, since this exercise is about
    `Process`. The main process does not sleep while the child lives, not even in a loop that asks whether it has ended.
    Nor does it ask in such a loop without any pause. Do not end the child before its task is done.

    Allowed: any start method, a subclass of `Process`, and a `join` with a timeout of a tenth of a second or more that
    you call again until the child has ended.

    Why it matters: two processes run at the same time, and without waiting nothing says which of them is first. That
    "the child is usually faster" holds until the day when the machine is busy.

    Elsewhere: on Windows and macOS, and on Linux from Python 3.14 on, a new process does not start as a copy of yours:
    it imports your program's main file. There a program starts processes under `if __name__ == "__main__":` and the
    task is a function at the top level of a module, as it is here when the exercise is checked.
    """
    ### BEGIN SOLUTION
    process = Process(target=task)
    process.start()
    process.join()
    say("main done")
    ### END SOLUTION
