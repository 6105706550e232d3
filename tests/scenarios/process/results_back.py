"""Values at the edges: falsy and equal ones, an exception that is returned, secrets drawn in the worker."""

import os
import threading
import time
from hashlib import sha256

from edges import FALSY, attempt, origin
from results_back import collect
from witness import given, mark

main_pid = None


class Item(tuple):
    """An item that says which call it belongs to, and equals those of other calls."""

    def __eq__(self, other):
        return tuple(self)[1:] == tuple(other)[1:]

    def __hash__(self):
        return hash(tuple(self)[1:])


def func(item):
    call, word, seconds, what = item
    mark("begin", call, word, origin())
    if seconds:
        time.sleep(seconds)
    value = made(word, what)
    mark("end", call, word, shown(value))
    if what == "lingers" and os.getpid() != main_pid:  # a process ends when its last thread has ended
        threading.Thread(target=time.sleep, args=(40,)).start()
    return value


def made(word, what):
    if isinstance(what, int):
        return FALSY[what]
    if what == "exception":
        return ValueError("this one is returned")
    if what == "large":
        return os.urandom(8).hex() * 70_000
    return word if what == "same" else word + os.urandom(4).hex()


def shown(value):
    text = f"{type(value).__name__} {value!r}"
    return text if len(text) < 100 else [len(text), sha256(text.encode()).hexdigest()]


def collected(items):
    values = collect(func, items)
    return [shown(value) for value in values] if isinstance(values, list) else None


if __name__ == "__main__":
    main_pid = os.getpid()
    for name, items in given("calls").items():
        attempt(name, collected, [Item(item) for item in items])
