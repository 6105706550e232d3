"""Ten tasks of different lengths, on a machine of so many cores; a worker that has worked takes its time to leave."""

import os
import time
from multiprocessing import util

from ten_tasks import ten_tasks
from witness import given, mark

leaving_slowly = False


def leave_slowly():
    global leaving_slowly
    if not leaving_slowly:
        leaving_slowly = True
        util.Finalize(None, time.sleep, args=(5,), exitpriority=10)


def task(i):
    mark("begin", i)
    leave_slowly()
    time.sleep(given("seconds")[i])
    mark("end", i)


def say(line):
    mark("say", line)


def cores():
    return given("cores")


if __name__ == "__main__":
    os.cpu_count = os.process_cpu_count = cores
    try:
        ten_tasks(task, say)
    except ValueError as error:
        if "Pool is still running" not in str(error):
            raise
        mark("joined-too-early")
    mark("returned")
