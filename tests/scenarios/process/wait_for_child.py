"""Tasks that end in several ways, one call after the other, in a program that has children of its own already."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from functools import partial

from edges import attempt, older_processes, origin, other_children
from wait_for_child import run_then_say
from witness import given, mark

main_pid = None


def task(name):
    seconds, how, seconds_to_exit = given("tasks")[name]
    mark("begin", name, origin())
    if seconds:
        time.sleep(seconds)
    mark("end", name)
    if os.getpid() == main_pid:
        return
    if seconds_to_exit:  # a process ends when its last thread has ended
        threading.Thread(target=time.sleep, args=(seconds_to_exit,)).start()
    if how == "raises":
        raise ValueError("this task fails on purpose")
    if how == "exits":
        sys.exit(3)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


def say(name, text):
    mark("say", name, text)


if __name__ == "__main__":
    main_pid = os.getpid()
    if given("method"):
        multiprocessing.set_start_method(given("method"))
    with older_processes(1), other_children(living=1, ended=1, stopped=1):
        for name in given("tasks"):
            attempt(name, run_then_say, partial(task, name), partial(say, name))
        time.sleep(given("seconds_afterwards"))
