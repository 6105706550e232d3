"""Three Stoppables at once: one is stopped after some steps, one as soon as it has been started, one at the end."""

import contextlib
import os
import time

from stoppable import Stoppable
from witness import given, mark

steps = 0


def step():
    global steps
    steps += 1
    if steps > 500:
        mark("endless")
        os._exit(1)
    mark("step-begins", steps)
    time.sleep(given("step_seconds"))
    mark("step-ends", steps)


def cleanup():
    mark("cleanup-begins")
    time.sleep(given("cleanup_seconds"))
    mark("cleanup-ends")


def stop(which, process, time_of):
    mark("asked", which, time_of)
    try:
        process.stop()
    except (AttributeError, OSError, ValueError, AssertionError) as error:
        mark("raised", which, time_of, type(error).__name__, str(error))
    mark("stopped", which, time_of)


def start(which):
    process = Stoppable(step, cleanup)
    process.start()
    mark("started", which, process.pid)
    return process


if __name__ == "__main__":
    first, last = start("first"), start("last")
    time.sleep(given("seconds"))
    early = start("early")
    stop("early", early, "once")
    stop("early", early, "again")
    time.sleep(given("seconds"))
    stop("first", first, "once")
    stop("first", first, "again")
    time.sleep(3 * given("step_seconds"))
    mark("still", "last")
    stop("last", last, "once")
    for process in first, last, early:
        with contextlib.suppress(AssertionError, ValueError):
            process.join()
