"""Several calls with start methods in any order, in a program that has settled its default; it keeps the answers."""

import multiprocessing

from relations import relations
from witness import given, mark


def plain(value):
    return value if isinstance(value, (int, str)) else repr(value)


def answer(result):
    return {key: plain(value) for key, value in dict(result or {}).items()}


if __name__ == "__main__":
    if given("default"):
        multiprocessing.set_start_method(given("default"))
    mark("default", multiprocessing.get_start_method())
    kept = {}
    for number, method in enumerate(given("methods")):
        mark("call", number)
        try:
            result = relations(method)
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", number, type(error).__name__, str(error))
        else:
            mark("returned", number, answer(result))
            kept[number] = result
        mark("default-now", multiprocessing.get_start_method())
    for number, result in kept.items():
        mark("kept", number, answer(result))
