# class: processes
# harm: writes another time onto the clock page
# shown: its clocks show what it likes, and its sleeps end early; a process that sleeps by it never wakes, and the run is told as a deadlock
# score: 0
# why: deadlock

import ctypes
import os
import select


PAGE = next(
    int(line[:12], 16)
    for line in open("/proc/self/maps")
    if " rwxp " in line and int(line[13:25], 16) - int(line[:12], 16) == 8192
)


def another_time():
    for offset in (16, 32, 40):
        ctypes.c_int64.from_address(PAGE + offset).value = 0x7FFFFFFF


another_time()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    select.select([], [], [], 1)
    another_time()
    in_parent(pid)
    os.waitpid(pid, 0)
