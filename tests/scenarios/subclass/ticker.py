"""A Ticker with a name and one without, under a given start method."""

import multiprocessing
from pickle import PicklingError

from ticker import Ticker
from witness import given, mark


def tick(i):
    mark("tick", i, multiprocessing.current_process().name)


def use(which, **name):
    """Make a Ticker, start it, wait for it."""
    try:
        ticker = Ticker(given("n"), tick, **name)
        mark("created", which, ticker.name)
        ticker.start()
    except (AssertionError, AttributeError, PicklingError, TypeError, ValueError) as error:
        mark("raised", which, type(error).__name__, str(error))
    else:
        mark("started", which, ticker.pid)
        ticker.join()


if __name__ == "__main__":
    multiprocessing.set_start_method(given("method"), force=True)
    use("named", name=given("name"))
    use("nameless")
