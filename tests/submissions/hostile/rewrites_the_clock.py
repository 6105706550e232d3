# class: processes
# harm: writes another time onto the clock page
# shown: its clocks show what it likes
# score: 3

import ctypes
import os


for offset in (16, 32, 40):
    ctypes.c_int64.from_address(0x600000000000 + offset).value = 0x7FFFFFFF


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
