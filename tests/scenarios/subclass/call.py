"""Calls are made, started all together, and asked for their results, in a given order."""

import contextlib
import os
import signal
import sys
import time

from call import Call
from edges import FALSY, Empty, Lossy, leave_slowly, outlast, pid_of, secret
from witness import given, mark


def add(seconds, *numbers):
    mark("called")
    leave_slowly(3)
    if seconds < 100:
        time.sleep(seconds)
    else:
        outlast(seconds, given("patience"))
    mark("returns", "list", repr(value := ["sum", sum(numbers), secret()]))
    return value


def edge(kind, number):
    """Return a value that is easily taken for something else."""
    mark("called")
    value = {
        "falsy": lambda: FALSY[number],
        "exception": lambda: ValueError(secret()),
        "pair": lambda: ("error", KeyError(secret())),
        "true": lambda: True,
        "large": lambda: secret() * 100_000,
    }[kind]()
    mark("returns", type(value).__name__, shown(value))
    return value


def fail(kind, *arguments):
    mark("called")
    error = {
        "ValueError": ValueError,
        "KeyError": KeyError,
        "OSError": OSError,
        "EOFError": EOFError,
        "RuntimeError": RuntimeError,
        "StopIteration": StopIteration,
        "Empty": Empty,
        "Lossy": Lossy,
    }[kind](*arguments, secret())
    mark("raises", type(error).__name__, repr(error.args))
    raise error


def leave(code):
    mark("called")
    sys.exit(code)


def leave_at_once(code):
    mark("called")
    os._exit(code)


def be_killed(number):
    mark("called")
    os.kill(os.getpid(), signal.Signals(number))


def interrupt():
    mark("called")
    sys.stderr = None
    raise KeyboardInterrupt


def live(seconds):
    mark("called")
    time.sleep(seconds)
    mark("returns", "int", "1")
    return 1


FUNCTIONS = {
    function.__name__: function for function in (add, edge, fail, leave, leave_at_once, be_killed, interrupt, live)
}


def shown(value):
    """The value as text; of a long one its beginning and length."""
    text = repr(value)
    return text if len(text) < 200 else f"{text[:40]}... ({len(text)} characters)"


def ask(call):
    """What `result()` says: how, of which kind, and what."""
    try:
        value = call.result()
    except NotImplementedError:
        raise
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        text = repr(error.args) if type(error) is not RuntimeError or len(error.args) > 1 else str(error)
        return "raised", type(error).__name__, repr(error.args), text
    return "returned", type(value).__name__, shown(value), ""


if __name__ == "__main__":
    calls = [Call(FUNCTIONS[name], *arguments) for name, *arguments in given("calls")]
    mark("created")
    for number, call in enumerate(calls):
        mark("starting", number)
        call.start()
        mark("started", number, pid_of(call))
    for number in given("order"):
        mark("asked", number)
        mark("answer", number, *ask(calls[number]))
    for call in calls:
        with contextlib.suppress(ValueError, AssertionError, AttributeError):
            call.kill()
            call.join()
