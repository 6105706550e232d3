"""Calls are made, started all together, and asked for their results, each `times` times."""

import os
import signal
import sys
import time

from call import Call
from witness import given, mark


def add(seconds, *numbers):
    mark("called", *numbers)
    time.sleep(seconds)
    mark("returns", *numbers)
    return ["sum", sum(numbers)]


def fail(kind, text):
    mark("called", text)
    raise {"ValueError": ValueError, "KeyError": KeyError, "OSError": OSError}[kind](text)


def large(megabytes):
    mark("called", megabytes)
    return "x" * (megabytes * 1_000_000)


def leave(code):
    mark("called", code)
    sys.exit(code)


def leave_at_once(code):
    mark("called", code)
    os._exit(code)


def be_killed(number):
    mark("called", number)
    os.kill(os.getpid(), signal.Signals(number))


FUNCTIONS = {function.__name__: function for function in (add, fail, large, leave, leave_at_once, be_killed)}


def ask(call):
    """What `result()` says: how, of which kind, and what."""
    try:
        value = call.result()
    except NotImplementedError:
        raise
    except (Exception, SystemExit) as error:
        return "raised", type(error).__name__, str(error)
    return "returned", type(value).__name__, value if value is None or isinstance(value, list) else len(str(value))


if __name__ == "__main__":
    calls = [Call(FUNCTIONS[name], *args) for name, *args in given("calls")]
    mark("created")
    for call in calls:
        call.start()
        mark("started", call.pid)
    for number, call in enumerate(calls):
        for _ in range(given("times")):
            mark("answer", number, *ask(call))
