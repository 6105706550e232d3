"""Several calls with start methods in any order, in a program that has settled its default; it keeps the answers."""

import multiprocessing
import os

from relations import relations
from witness import given, mark


def plain(value):
    return value if isinstance(value, (int, str)) else repr(value)


def answer(result):
    return {key: plain(value) for key, value in dict(result or {}).items()}


def ask(number, method):
    """Call it once, and return what it returned."""
    result = None
    mark("call", number)
    try:
        result = relations(method)
    except NotImplementedError:
        raise
    except Exception as error:
        mark("raised", number, type(error).__name__, str(error))
    else:
        mark("returned", number, answer(result))
    mark("default-now", multiprocessing.get_start_method())
    return result


def ask_in_a_child(number, method):
    """Call it in a process that was forked when the module had been imported."""
    pid = os.fork()
    if pid == 0:
        try:
            ask(number, method)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    if given("default"):
        multiprocessing.set_start_method(given("default"))
    mark("default", multiprocessing.get_start_method())
    kept = {number: ask(number, method) for number, method in enumerate(given("methods"))}
    for number, result in kept.items():
        mark("kept", number, answer(result))
    if given("forked"):
        ask_in_a_child(len(kept), given("forked"))
