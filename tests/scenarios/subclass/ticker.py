"""Tickers with names and without, made, then started, then waited for: under one start method after the other."""

import multiprocessing
import time
from pickle import PicklingError

from edges import file_of
from ticker import Ticker
from witness import given, mark


def tick(i):
    mark("tick", i, multiprocessing.current_process().name)
    print("tick", i)
    time.sleep(1)
    return i


def use(method, cases):
    """Make the Tickers of these cases under the start method, start all of them, wait for all of them."""
    multiprocessing.set_start_method(method, force=True)
    tickers = {}
    multiprocessing.Process(name="another process, which has a number, too")
    for which, n, *name in cases:
        try:
            ticker = Ticker(n=n, tick=tick, name=name[0]) if name else Ticker(n, tick)
            mark("created", which, ticker.name, list(ticker._identity))
        except (AssertionError, AttributeError, TypeError, ValueError) as error:
            mark("raised", which, type(error).__name__, str(error))
        else:
            mark("start-of", file_of(ticker.start))
            tickers[which] = ticker
    for which, ticker in tickers.items():
        try:
            mark("starting", which)
            ticker.start()
            mark("started", which, ticker.pid)
        except (AssertionError, AttributeError, PicklingError, TypeError, ValueError) as error:
            mark("raised", which, type(error).__name__, str(error))
        else:
            ticker.begun = True
    for ticker in tickers.values():
        if hasattr(ticker, "begun"):
            ticker.join()


if __name__ == "__main__":
    for method, cases in given("tickers"):
        use(method, cases)
