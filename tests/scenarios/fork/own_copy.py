"""A list, and a function that changes it and takes its time."""

import time

from own_copy import parent_view
from witness import given, mark


def change(data):
    mark("change", data)
    data.reverse()
    data.append(given("extra"))
    time.sleep(given("seconds"))
    mark("changed", data)


if __name__ == "__main__":
    data = given("data")
    try:
        view = parent_view(data, change)
        mark("returned", view if isinstance(view, list) else repr(view), view is data)
    finally:
        mark("left")
