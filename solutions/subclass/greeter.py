"""A process that tells its own PID."""

import os
from multiprocessing import Process


class Greeter(Process):
    """A process that prints the line `hello WHO from PID, child of PPID`.

    WHO is the text that the constructor was given, unchanged; it may be empty. PID and PPID are the process's own PID
    and its parent's, as `os.getpid()` and `os.getppid()` tell them in the process that prints. Creating a Greeter
    starts no process and prints no greeting. Starting one with `start()` makes a child process, one for each Greeter,
    and that child prints the line to stdout, once.

    Example:

        >>> greeter = Greeter("Ada")
        >>> greeter.start()
        >>> greeter.join()
        hello Ada from 4243, child of 4242

    (4242 is the program that called `start()`. So it is under the start methods fork and spawn. Under forkserver, the
    default on Linux from Python 3.14, the kernel's parent is the fork server, and PPID is the fork server's PID.)

    Not allowed: a `start()` of your own, even one that calls `super().start()`. Not allowed either: creating the
    process with anything but Process itself (`os.fork`, subprocess, a pool).

    Allowed: other lines of output beside the greeting, such as a print for debugging.

    Why it matters: a subclass has two halves that live in two processes, the constructor in the parent and `run()` in
    the child. Which line of your class runs where is the whole art.
    """

    def __init__(self, who: str) -> None:
        """Remember whom to greet."""
        ### BEGIN SOLUTION
        super().__init__()
        self.who = who

    def run(self) -> None:
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
        ### END SOLUTION
