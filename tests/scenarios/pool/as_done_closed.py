"""Takes one result and then walks away."""

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
    results = iter(as_done(task, given("items"), given("limit")))
    for result in results:
        mark("got", json.loads(json.dumps(result, default=repr)))
        break
    if hasattr(results, "close"):
        results.close()
        mark("closed")
