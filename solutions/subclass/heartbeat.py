"""A process that beats in the background and dies with its program."""

import time
from collections.abc import Callable
from multiprocessing import Process


class Heartbeat(Process):
    """A daemon process that calls `beat()` as soon as it runs, and then every second for as long as the program does.

    The beats happen in the child that `start()` makes, and `start()` returns at once. When the main process comes to
    its ordinary end (the end of the program, `sys.exit`, or an exception), the program is over at once: the Heartbeat
    does not delay that end, not even for a moment. Nor does it, or any process that it made, live on after it.

    Given: `beat` takes no time and raises nothing. It is a function at the top level of a module, so you may choose the
    start method.

    Example, with a `beat` that prints, in a program that sleeps for 2.5 seconds and ends:

        >>> Heartbeat(beat).start()
        >>> time.sleep(2.5)
        still here                 # at once
        still here                 # after one second
        still here                 # after two
                                   # the end of the program, after 2.5 seconds

    Not allowed: creating the process with anything but Process itself (`os.fork`, subprocess), or another process
    beside it.

    Allowed: several threads in the child; a `start()` of your own that calls `super().start()`.

    Why it matters: at its end, Python waits for every child process, unless the child is a daemon: daemons it
    terminates. (It does so only at an ordinary end; a main process that is killed leaves its daemons behind.)
    """

    def __init__(self, beat: Callable[[], None]) -> None:
        """Remember what a beat is."""
        ### BEGIN SOLUTION
        super().__init__(daemon=True)
        self.beat = beat

    def run(self) -> None:
        while True:
            self.beat()
            time.sleep(1)
        ### END SOLUTION
