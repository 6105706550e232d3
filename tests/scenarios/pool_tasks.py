"""Tasks for pools: each takes its time, and returns or raises what its call's inputs say, or a secret drawn here.

A call has a number, and a task of its own: `TASKS[number]`. Nothing here is an expected value: students can read this
file.
"""

import json
import os
import time
from typing import Any

from edges import Lossy, secret
from witness import given, mark

ERRORS = {"ValueError": ValueError, "KeyError": KeyError, "Lossy": Lossy, "OSError": OSError}


def work(call: int, item: Any) -> Any:
    """Do the task of an item: the call's inputs say how long it takes and what comes of it."""
    order = given("calls")[call]
    place = order["items"].index(item)
    mark("begin", call, item)
    if order["seconds"][place]:
        time.sleep(order["seconds"][place])
    kind = order["values"][place]
    if isinstance(kind, dict) and "raises" in kind:
        error = ERRORS[kind["raises"]](secret(), *kind["more"])
        mark("end", call, item, plain(error))
        raise error
    value = kind["is"] if isinstance(kind, dict) else secret() if kind == "secret" else ValueError(secret())
    mark("end", call, item, plain(value))
    return value


def first(item: Any) -> Any:
    return work(0, item)


def second(item: Any) -> Any:
    return work(1, item)


def third(item: Any) -> Any:
    return work(2, item)


def fourth(item: Any) -> Any:
    return work(3, item)


def fifth(item: Any) -> Any:
    return work(4, item)


def sixth(item: Any) -> Any:
    return work(5, item)


TASKS = (first, second, third, fourth, fifth, sixth)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: an exception by its class and arguments, what else is strange by its repr."""
    if isinstance(value, BaseException):
        return {"exception": [type(value).__name__, *plain(value.args)]}
    return json.loads(json.dumps(value, default=repr))


def set_cores(number: int) -> None:
    """Let this machine have so many cores."""
    os.cpu_count = os.process_cpu_count = lambda: number  # type: ignore[attr-defined]
    os.sched_getaffinity = lambda pid: set(range(number))
