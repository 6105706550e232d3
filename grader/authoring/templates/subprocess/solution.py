"""A program of the system, run from Python."""

import subprocess


def the_exercise(argv: list[str]) -> tuple[int, str]:
    """Run the program `argv`, and return its exit code and what it printed.

    TO WRITE: your own statement in place of this one: what to do, with an example and why it matters

    Start the program with the module `subprocess`. Each word of `argv` reaches the program as it is, whatever is in it:
    blanks, quotes, a dollar sign. The exit code is an int; if a signal ended the program, it is minus the number of the
    signal. What the program printed to its stdout is returned as a str, whole, however much it is.

    Given: there is a program of that name, and what it prints is UTF-8.

    Example:

        >>> the_exercise(["sh", "-c", "echo hello; exit 3"])
        (3, 'hello\\n')

    Why it matters: a file name with a blank or a semicolon in it must not become a command.
    """
    ### BEGIN SOLUTION
    # TO WRITE: your own solution; what stands between these two marks is what students write
    done = subprocess.run(argv, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.returncode, done.stdout
    ### END SOLUTION
