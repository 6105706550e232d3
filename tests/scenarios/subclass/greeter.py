"""Several greeters are made, then started, then waited for: by the default start method, and one under forkserver."""

import multiprocessing

from greeter import Greeter
from witness import given, mark


def source_of_start(greeter):
    """The file in which the function stands that `greeter.start` is."""
    function = getattr(greeter.start, "__func__", greeter.start)
    return getattr(getattr(function, "__code__", None), "co_filename", repr(function))


def use(names):
    """Make a Greeter for each name, start them all, wait for them all."""
    try:
        greeters = []
        for who in names:
            greeters.append(Greeter(who))
            mark("created", who, source_of_start(greeters[-1]))
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
