# class: processes
# harm: tells the observer that its clock is at the end of time
# shown: the observer's numbers overflow
# score: 0

import ctypes
import os


for offset in range(0, 48, 8):
    ctypes.c_uint64.from_address(0x600000000000 + offset).value = 2**64 - 1


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
