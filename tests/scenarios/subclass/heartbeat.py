"""The main process works for some time with two heartbeats beside it, and comes to its end in one way or another."""

import os
import sys
import time

from heartbeat import Heartbeat
from witness import given, mark

beats = 0


def beat():
    global beats
    beats += 1
    if beats > 2 * given("seconds") + 50:
        mark("endless")
        os._exit(1)
    mark("beat", beats)


if __name__ == "__main__":
    try:
        heartbeats = [Heartbeat(beat) for _ in range(2)]
        mark("created")
        for heartbeat in heartbeats:
            mark("starting")
            heartbeat.start()
            mark("started", heartbeat.pid, heartbeat.daemon)
    except (AssertionError, AttributeError) as error:
        mark("raised", type(error).__name__, str(error))
    time.sleep(given("seconds"))
    mark("main-ends")
    if given("ending") == "exit":
        mark("done")
        sys.exit(3)
    if given("ending") == "exception":
        mark("done")
        sys.stderr = None
        raise OSError("on purpose")
