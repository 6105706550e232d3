"""A task that takes long; what main says and gets meanwhile. Main ends without waiting, while the task goes on."""

import time
from multiprocessing.process import BaseProcess

from do_not_wait import say_then_child
from witness import given, mark


def task():
    mark("begin")
    time.sleep(given("seconds"))
    mark("end")


def say(text):
    mark("say", text)


if __name__ == "__main__":
    process = say_then_child(task, say)
    mark("returned", process.pid if isinstance(process, BaseProcess) else None, type(process).__name__)
    time.sleep(given("seconds_afterwards"))
