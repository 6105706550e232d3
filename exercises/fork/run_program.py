"""Run another program."""

import os


def run_program(argv: list[str]) -> tuple[int, bytes]:
    """Run the program `argv[0]` with the arguments `argv[1:]` in a child; return its exit code and what it printed.

    Create a child with `os.fork`; in it, replace Python by the program with one of the `os.exec...` functions that
    search on PATH. The process that calls `run_program` stays what it is. Returned are:

    - The program's exit code, or minus the signal's number if a signal killed it; 127 if there is no such program.
    - All that the program wrote to its stdout, as bytes. It may be as much as a megabyte: more than a pipe can hold.

    What the program writes to its stderr is not captured: it appears on the stderr of this process. A program may close
    its stdout long before it ends: `run_program` returns when it has ended and has been collected (no zombie is left).
    Where the program cannot be started, the child ends inside `run_program`: it never comes back to the caller, neither
    by returning nor by an exception.

    Example:

        >>> run_program(["sh", "-c", "echo hello; exit 3"])
        (3, b'hello\\n')
        >>> run_program(["no-such-program"])
        (127, b'')

    Not allowed: subprocess, os.posix_spawn, os.spawn..., os.system, os.popen, multiprocessing.

    Why it matters: this is what subprocess and every shell do, and its two deadlocks (waiting before reading, a
    write end left open) are met again wherever processes talk through pipes. `os.fork` does not exist on Windows, where
    one call creates a process and starts a program in it.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
