"""Some tasks return (also nothing), some raise; `gather` itself must not."""

import json
import time

from gather import gather
from witness import given, mark


class Broken(Exception):
    """A task's own kind of failure."""


KINDS = {"ValueError": ValueError, "KeyError": KeyError, "Broken": Broken}


def task(item):
    seconds, kind, value = given("outcomes")[given("items").index(item)]
    mark("begin", item)
    time.sleep(seconds)
    mark("end", item)
    if kind == "result":
        return value
    raise KINDS[kind](*value)


def plain(value):
    if isinstance(value, BaseException):
        value = [type(value).__name__, *value.args]
    return json.loads(json.dumps(value, default=repr))


def pairs(answer):
    return [[[item, plain(value)] for item, value in dictionary.items()] for dictionary in answer]


if __name__ == "__main__":
    try:
        answer = gather(task, given("items"), given("limit"))
    except Exception as error:
        mark("raised", plain(error))
    else:
        if isinstance(answer, (tuple, list)) and [isinstance(part, dict) for part in answer] == [True, True]:
            mark("returned", *pairs(answer))
        else:
            mark("returned", repr(answer))
