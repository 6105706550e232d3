"""Three rounds of children: some have ended and one lives, all have ended, there is none."""

import os
import signal
import time
from contextlib import suppress

from reap_ready import reap_ready
from witness import given, mark


def child(how):
    """A child that ends with exit code `how`, by signal `-how` in a process group of its own, or lives long (None)."""
    pid = os.fork()
    if pid == 0:
        try:
            if how is None:
                time.sleep(5000)
            elif how < 0:
                os.setpgid(0, 0)
                os.kill(os.getpid(), -how)
            os._exit(how or 0)
        finally:
            os._exit(1)
    return pid


def ask(name, hows):
    children = [child(how) for how in hows]
    time.sleep(given("seconds"))  # whoever is to end has ended by now
    mark("ask", name)
    try:
        codes = reap_ready()
        mark("answer", name, list(codes.items()) if isinstance(codes, dict) else repr(codes))
    except ChildProcessError:
        mark("escaped", name)
    for pid in children:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    for name, hows in given("rounds"):
        ask(name, hows)
