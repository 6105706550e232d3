"""Ten tasks of different lengths, twice, on a machine of so many cores; workers take their time to leave."""

import time
from multiprocessing import util

from pool_tasks import set_cores
from ten_tasks import ten_tasks
from witness import given, mark

leaving_slowly = False


def leave_slowly():
    global leaving_slowly
    if not leaving_slowly:
        leaving_slowly = True
        util.Finalize(None, time.sleep, args=(5,), exitpriority=10)


def work(call, i):
    mark("begin", call, i)
    leave_slowly()
    if given("calls")[call]["seconds"][i]:
        time.sleep(given("calls")[call]["seconds"][i])
    mark("end", call, i)


def first(i):
    work(0, i)


def second(i):
    work(1, i)


def say_first(line):
    mark("say", 0, line)


def say_second(line):
    mark("say", 1, line)


if __name__ == "__main__":
    for call, (task, say) in enumerate([(first, say_first), (second, say_second)][: len(given("calls"))]):
        set_cores(given("calls")[call]["cores"])
        mark("called", call)
        try:
            ten_tasks(task, say)
        except ValueError as error:
            if "Pool is still running" not in str(error):
                raise
            mark("joined-too-early", call)
        mark("returned", call)
