"""Calls with items of very different lengths, equal, empty, or none at all, on a machine of so many cores."""

import json
import os
import time

import limited
from edges import line_in, secret
from limited import run_limited
from witness import given, mark


def work(call, item):
    order = given("calls")[call]
    place = order["items"].index(item)
    mark("begin", call, item)
    if order["seconds"][place]:
        time.sleep(order["seconds"][place])
    kind = order["values"][place]
    value = kind["is"] if isinstance(kind, dict) else secret()
    mark("end", call, item, value)
    return value


def first(item):
    return work(0, item)


def second(item):
    return work(1, item)


def third(item):
    return work(2, item)


def fourth(item):
    return work(3, item)


TASKS = (first, second, third, fourth)


def plain(value):
    return json.loads(json.dumps(value, default=repr))


def set_cores(number):
    os.cpu_count = os.process_cpu_count = lambda: number
    os.sched_getaffinity = lambda pid: set(range(number))


if __name__ == "__main__":
    answers = []
    for call, order in enumerate(given("calls")):
        set_cores(order["cores"])
        mark("called", call)
        try:
            answers.append(run_limited(TASKS[call], order["items"], order["limit"]))
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", call, type(error).__name__, str(error), line_in(error, limited.__file__))
            break
        mark("returned", call, type(answers[-1]).__name__, plain(answers[-1]))
    for call, answer in enumerate(answers):
        mark("kept", call, plain(answer))
