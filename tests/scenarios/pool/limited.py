"""Items of very different lengths for a limited number of workers, on a machine of many cores."""

import json
import os
import time

from limited import run_limited
from witness import given, mark


def task(item):
    mark("begin", item)
    time.sleep(given("seconds")[given("items").index(item)])
    mark("end", item)
    return item * given("factor")


def plain(value):
    return json.loads(json.dumps(value, default=repr))


def cores():
    return given("cores")


if __name__ == "__main__":
    os.cpu_count = os.process_cpu_count = cores
    results = run_limited(task, given("items"), given("limit"))
    mark("returned", type(results).__name__, plain(results))
