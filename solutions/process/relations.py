"""Who is whose parent, under every start method."""

import multiprocessing
import os


def relations(method: str) -> dict[str, int]:
    """Start a child under the start method `method` and return three PIDs, as the child sees them.

    `method` is "fork", "spawn" or "forkserver". The result has these keys:

    - "child_pid": the child's own PID (what `os.getpid()` says in the child);
    - "os_ppid": the PID of its parent in the operating system (what `os.getppid()` says in the child);
    - "logical_parent": the PID of the process that called `start()` (what multiprocessing knows as the child's parent
      process, `multiprocessing.parent_process()` in the child).

    Examples, in a program whose own PID is 100:

        >>> relations("fork")
        {'child_pid': 101, 'os_ppid': 100, 'logical_parent': 100}
        >>> relations("forkserver")
        {'child_pid': 104, 'os_ppid': 103, 'logical_parent': 100}

    The rest of the program may rely on its default start method (of `multiprocessing.Process` and all others): when
    `relations` returns, that is the same as before, whichever it was, and the child has ended and has been waited for.
    Do not call `set_start_method`, not even to set it back afterwards: other threads would see it. The function may be
    called several times, with any of the methods in any order, and in any process, also in one that was forked when
    your module had been imported.

    Elsewhere: on Windows there is only spawn; the other two exist on Linux and macOS.

    Why it matters: under forkserver the parent in the operating system is a server that Python started for this, so
    `os.getppid()` is not the process that called `start()`; from Python 3.14 on that is Linux's default. Under spawn
    and forkserver the child begins with an empty memory: what it is to run must be found by name, in a module.
    """
    ### BEGIN SOLUTION
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    result = receiver.recv()
    child.join()
    return result


def report(sender) -> None:
    parent = multiprocessing.parent_process()
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent.pid})
    ### END SOLUTION
