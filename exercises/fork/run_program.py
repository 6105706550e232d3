"""Run another program."""

import os


def run_program(argv: list[str]) -> tuple[int, bytes]:
    """Run the program `argv[0]` with the arguments `argv[1:]` in a child; return its exit code and what it printed.

    Create one child with one `os.fork`; in it, replace Python by the program with one of the `os.exec...` functions
    that search on PATH. The program gets `argv` exactly as it is: its own name first, then every argument. The process
    that calls `run_program` stays what it is, also its own stdout. Returned is a tuple of two:

    - The program's exit code, 0 to 255, or minus the signal's number if a signal killed it.
    - All that the program wrote to its stdout, as the same bytes. It may be nothing, or as much as a megabyte: more
      than a pipe can hold.

    If there is no such program, the exit code is 127 and the output is empty. If there is a file of that name that
    cannot be executed, the exit code is 126 or 127, as you like. In both cases the child ends inside `run_program`: it
    never comes back to the caller, neither by returning nor by an exception.

    What the program writes to its stderr is not captured: it appears on the stderr of this process. A program may close
    its stdout long before it ends, it may pause for long, and a signal may stop it for a while: `run_program` returns
    within a second of the program's end, when it has been collected (no zombie is left). Other children of the caller
    may live on: they are neither waited for nor ended, and its signal handlers stay as they are.

    Example:

        >>> run_program(["sh", "-c", "echo hello; exit 3"])
        (3, b'hello\\n')
        >>> run_program(["no-such-program"])
        (127, b'')

    Not allowed: subprocess, os.posix_spawn, os.spawn..., os.system, os.popen, multiprocessing; sleeping in place of
    waiting.

    Allowed: a program that is not there need not cost a fork; `os.wait()`, as no other child of the caller ends before
    the call or during it; asking with `os.WNOHANG` until the program has ended, with pauses of at least a hundredth and
    less than half a second. A program may leave processes behind that hold its stdout open: whether `run_program` waits
    for the end of their output is up to you.

    Why it matters: this is what subprocess and every shell do, and its two deadlocks (waiting before reading, a write
    end left open) are met again wherever processes talk through pipes. `os.fork` does not exist on Windows, where one
    call creates a process and starts a program in it.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
