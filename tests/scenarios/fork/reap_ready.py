"""Rounds of children: some have ended, some live, some are stopped; asked twice in each."""

import os
import signal
import time
from contextlib import suppress

import forking  # noqa: F401  (it says which code forks)
from reap_ready import reap_ready
from witness import given, mark


def child(how):
    """A child that ends with exit code `how`, by signal `-how` in a process group of its own, lives or is stopped."""
    pid = os.fork()
    if pid == 0:
        try:
            if how == "stopped":
                os.kill(os.getpid(), signal.SIGSTOP)
            if isinstance(how, str):
                time.sleep(given("seconds") if how == "ends later" else 5000)
                for sibling in stopped:  # it may be waited for by now
                    os.kill(sibling, signal.SIGCONT)
                os._exit(7)
            if how < 0:
                os.setpgid(0, 0)
                os.kill(os.getpid(), -how)
            os._exit(how)
        finally:
            os._exit(1)
    if how == "stopped":
        stopped.append(pid)
    return pid


def ended_child(how):
    """A child that has ended with exit code `how`; so no two of many live at once."""
    pid = child(how)
    if isinstance(how, int):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return pid


MANY = 50
stopped = []


def ask(name):
    mark("ask", name)
    try:
        codes = reap_ready()
        mark("answer", name, list(codes.items()) if isinstance(codes, dict) else repr(codes))
    except ChildProcessError:
        mark("escaped", name)


if __name__ == "__main__":
    for name, hows in given("rounds"):
        children = [child(how) for how in hows] if len(hows) < MANY else [ended_child(how) for how in hows]
        time.sleep(given("seconds") / 2)  # what is to end has ended by now
        ask(name)
        ask(f"{name}, asked again")
        if "ends later" in hows:
            time.sleep(given("seconds"))
            ask(f"{name}, asked later")
        for pid in children:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
