"""Several tasks that last and end differently, one of them by a signal."""

import os
import sys
import time

from all_at_once import run_all
from witness import given, mark

main_pid = None


def task(name, seconds, code):
    mark("begin", name)
    time.sleep(seconds)
    mark("end", name)
    if os.getpid() == main_pid:
        return
    if code < 0:
        os.kill(os.getpid(), -code)
    sys.exit(code)


if __name__ == "__main__":
    main_pid = os.getpid()
    codes = run_all(task, [tuple(args) for args in given("argslist")])
    mark("returned", codes)
