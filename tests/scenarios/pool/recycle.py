"""Many items for workers that may do only a few each."""

import json
import time

from recycle import recycle
from witness import given, mark


def task(item):
    mark("begin", item)
    time.sleep(given("seconds")[given("items").index(item)])
    mark("end", item)
    return item * given("factor")


def plain(value):
    return json.loads(json.dumps(value, default=repr))


if __name__ == "__main__":
    results = recycle(task, given("items"), given("limit"), given("per_worker"))
    mark("returned", type(results).__name__, plain(results))
