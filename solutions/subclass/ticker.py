"""A process that carries what it needs."""

from collections.abc import Callable
from multiprocessing import Process


class Ticker(Process):
    """A process that calls `tick(0)`, `tick(1)`, ... `tick(n - 1)`, in this order, and ends with exit code 0.

    The ticks happen in the child that `start()` makes, each of them once; creating a Ticker makes none. With
    `name="clock"` the process is called so: `ticker.name` says it in the parent, and
    `multiprocessing.current_process().name` in the child. Without a name it keeps the one that Process invents
    (`Ticker-1`, `Ticker-2` ...).

    Your class must work under every start method that the program chooses (`multiprocessing.set_start_method`); spawn
    is tried. Under spawn, the only one on Windows and the default on macOS, and under forkserver, the default on Linux
    from Python 3.14, the Ticker travels to the child pickled: every attribute that you give it must be picklable.
    (`tick` is: it is a function at the top level of a module.)

    Example, with `tick = print`:

        >>> ticker = Ticker(3, print, name="clock")
        >>> ticker.name
        'clock'
        >>> ticker.start()
        >>> ticker.join()
        0
        1
        2

    Not allowed: overriding `start()`; creating the process with anything but Process itself.

    Why it matters: what the child needs, the constructor must put into the object, and the object must survive the
    journey. A class that works under fork alone breaks on the next machine.
    """

    def __init__(self, n: int, tick: Callable[[int], None], *, name: str | None = None) -> None:
        """Remember how often to tick, and what a tick is; pass the name on to Process."""
        ### BEGIN SOLUTION
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self) -> None:
        for i in range(self.n):
            self.tick(i)
        ### END SOLUTION
