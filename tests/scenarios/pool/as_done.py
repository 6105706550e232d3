"""Takes all results, one by one, as they come."""

import json
import time

from as_done import as_done
from witness import given, mark


def task(item):
    mark("begin", item)
    time.sleep(given("seconds")[given("items").index(item)])
    mark("end", item)
    return item * given("factor")


if __name__ == "__main__":
    for result in as_done(task, given("items"), given("limit")):
        mark("got", json.loads(json.dumps(result, default=repr)))
    mark("exhausted")
