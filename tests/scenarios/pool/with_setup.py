"""A setup that takes a second, and tasks that take longer."""

import json
import time

from with_setup import with_setup
from witness import given, mark


def setup():
    mark("setup")
    time.sleep(1)
    mark("set-up")


def task(item):
    mark("begin", item)
    time.sleep(given("seconds")[given("items").index(item)])
    mark("end", item)
    return item * given("factor")


def plain(value):
    return json.loads(json.dumps(value, default=repr))


if __name__ == "__main__":
    results = with_setup(task, given("items"), given("limit"), setup)
    mark("returned", type(results).__name__, plain(results))
