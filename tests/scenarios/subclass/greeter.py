"""Several greeters are made, then started, then waited for: by the default start method, and one under forkserver."""

import multiprocessing
import sys

from edges import file_of
from greeter import Greeter
from witness import given, mark


def use(names):
    """Make a Greeter for each name, start them all, wait for them all."""
    try:
        greeters = []
        for who in names:
            greeters.append(Greeter(who))
            mark("start-of", file_of(greeters[-1].start))
        sys.stdout.flush()
        for who, greeter in zip(names, greeters, strict=True):
            mark("starting", who)
            greeter.start()
            mark("started", who, greeter.pid)
    except (AttributeError, AssertionError) as error:
        mark("raised", type(error).__name__, str(error))
    else:
        for greeter in greeters:
            greeter.join()


if __name__ == "__main__":
    use(given("names"))
    multiprocessing.set_start_method("forkserver", force=True)
    use(given("later"))
