# class: processes
# harm: tells the observer that its clock is at the end of time
# shown: the observer's numbers overflow; a process that sleeps by it never wakes, and the run is told as a deadlock
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
    for offset in range(0, 48, 8):
        ctypes.c_uint64.from_address(PAGE + offset).value = 2**64 - 1


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
