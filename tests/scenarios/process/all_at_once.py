"""Tasks that last and end differently, with equal tuples, an empty one, one tuple, and no tuples at all."""

import os
import signal
import sys
import threading
import time

from all_at_once import run_all
from edges import attempt, older_processes, origin, other_children
from witness import given, mark

main_pid = None


class Name(str):
    """Says which call it belongs to, and equals those of other calls."""

    def __eq__(self, other):
        return self.partition(" ")[2] == str(other).partition(" ")[2]

    def __hash__(self):
        return hash(self.partition(" ")[2])


def task(*arguments):
    name, seconds, how, value = arguments or ("edges ()", 1, "returns", 0)
    mark("begin", *key(name), origin())
    if seconds:
        time.sleep(seconds)
    mark("end", *key(name))
    if os.getpid() == main_pid:
        return 0
    return leave(how, value)


def key(name):
    """The call's name, and the tuple's."""
    return (name.partition(" ")[0], str(name))


def leave(how, value):
    if how == "lingers":  # a process ends when its last thread has ended
        threading.Thread(target=time.sleep, args=(value,)).start()
    if how == "exits":
        sys.exit(value)
    if how == "raises":
        raise KeyboardInterrupt if value == "interrupt" else LookupError("this task fails on purpose")
    if how == "killed":
        os.kill(os.getpid(), getattr(signal, value))
    return value


if __name__ == "__main__":
    main_pid = os.getpid()
    with older_processes(1), other_children(living=1, ended=1, stopped=1):
        for name, argslist in given("calls").items():
            attempt(name, run_all, task, [(Name(args[0]), *args[1:]) if args else () for args in argslist])
