"""A Stoppable steps for some seconds, is stopped, and is stopped again."""

import contextlib
import os
import time

from stoppable import Stoppable
from witness import given, mark

steps = 0


def step():
    global steps
    steps += 1
    if steps > 50:
        mark("endless")
        os._exit(1)
    mark("step-begins", steps)
    time.sleep(1)
    mark("step-ends", steps)


def cleanup():
    mark("cleanup-begins")
    time.sleep(given("cleanup_seconds"))
    mark("cleanup-ends")


def stop(process, time_of):
    mark("asked", time_of)
    try:
        process.stop()
    except (AttributeError, OSError, ValueError) as error:
        mark("raised", time_of, type(error).__name__, str(error))
    mark("stopped", time_of)


if __name__ == "__main__":
    process = Stoppable(step, cleanup)
    process.start()
    mark("started", process.pid)
    time.sleep(given("seconds"))
    stop(process, "first")
    stop(process, "second")
    with contextlib.suppress(AssertionError, ValueError):
        process.join()
