"""Tasks that run for long, and perhaps one that fails soon."""

import json
import time

from stop_on_error import first_error_stops
from witness import given, mark


class Broken(Exception):
    """What the failing task raises."""


def task(item):
    place = given("items").index(item)
    mark("begin", item)
    time.sleep(given("seconds")[place])
    mark("end", item)
    if place == given("failing"):
        raise Broken("broken", item, given("token"))


def plain(value):
    return json.loads(json.dumps(value, default=repr))


if __name__ == "__main__":
    try:
        value = first_error_stops(task, given("items"), given("limit"))
    except Exception as error:
        mark("raised", type(error).__name__, plain(error.args))
    else:
        mark("returned", plain(value))
