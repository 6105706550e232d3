# class: processes
# harm: takes the clock's pages away
# shown: the observer writes to memory that is not there; its own next look at a clock is the end
# score: 0
# why: killed

import ctypes
import os


PAGE = next(
    int(line[:12], 16)
    for line in open("/proc/self/maps")
    if " rwxp " in line and int(line[13:25], 16) - int(line[:12], 16) == 8192
)
libc = ctypes.CDLL(None)
libc.munmap(ctypes.c_void_p(PAGE), ctypes.c_size_t(8192))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
