"""The main process works for some seconds with a heartbeat beside it, and comes to its end."""

import os
import time

from heartbeat import Heartbeat
from witness import given, mark

beats = 0


def beat():
    global beats
    beats += 1
    if beats > 60:
        mark("endless")
        os._exit(1)
    mark("beat", beats)


if __name__ == "__main__":
    try:
        heartbeat = Heartbeat(beat)
        mark("created")
        heartbeat.start()
        mark("started", heartbeat.pid, heartbeat.daemon)
    except (AssertionError, AttributeError) as error:
        mark("raised", type(error).__name__, str(error))
    time.sleep(given("seconds"))
    mark("main-ends")
