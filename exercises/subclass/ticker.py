"""A process that carries what it needs."""

from collections.abc import Callable
from multiprocessing import Process


class Ticker(Process):
    """A process that calls `tick(0)`, `tick(1)`, ... `tick(n - 1)`, in this order, and ends with exit code 0.

    The ticks happen in the child that `start()` makes, each of them once; with n = 0 there is none. What they print is
    not lost. Creating a Ticker calls no tick and starts no process. With `name="clock"` the process is called so:
    `ticker.name` says it in the parent, and `multiprocessing.current_process().name` in the child. Without a name, or
    with None, it keeps the one that Process invents (`Ticker-1`, `Ticker-2` ...), in both.

    The program chooses the start method (`multiprocessing.set_start_method`), and your class must work under fork,
    spawn and forkserver alike.

    Elsewhere: spawn is the only start method on Windows and the default on macOS; forkserver is the default on Linux
    from Python 3.14. Under both the Ticker travels to the child pickled, so all that it carries must be picklable.
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

    Not allowed: a `start()` of your own, even one that calls `super().start()`. Not allowed either: creating the
    process with anything but Process itself. A class that fixes fork as its start method is not allowed: it leaves the
    program no choice.

    Allowed: a class that fixes spawn or forkserver, which work wherever the program chooses something else.

    Why it matters: what the child needs, the constructor must put into the object, and the object must survive the
    journey. A class that works under fork alone breaks on the next machine.
    """

    def __init__(self, n: int, tick: Callable[[int], None], *, name: str | None = None) -> None:
        """Remember how often to tick, and what a tick is; pass the name on to Process."""
        # YOUR CODE HERE
        raise NotImplementedError()
