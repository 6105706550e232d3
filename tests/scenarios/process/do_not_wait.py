"""Two calls while the first task is at work; the second process is joined. Main ends while the first is at work."""

import os
import sys
import time
from functools import partial
from multiprocessing.process import BaseProcess

from do_not_wait import say_then_child
from edges import attempt, older_processes, origin
from witness import given, mark

main_pid = None


def task(name):
    seconds, code = given("tasks")[name]
    mark("begin", name, origin())
    time.sleep(seconds)
    mark("end", name)
    if os.getpid() != main_pid:
        sys.exit(code)


def say(name, text):
    mark("say", name, text)


if __name__ == "__main__":
    main_pid = os.getpid()
    with older_processes(4):
        for name in given("tasks"):
            process = attempt(name, say_then_child, partial(task, name), partial(say, name))
            if isinstance(process, BaseProcess):
                mark("process", name, process.pid, process.pid is not None and process.is_alive(), process.daemon)
    if isinstance(process, BaseProcess) and process.pid is not None:
        process.join()
        mark("joined", name, process.exitcode)
    else:
        time.sleep(150)
