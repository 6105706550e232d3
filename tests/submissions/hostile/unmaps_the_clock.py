# class: processes
# harm: takes the clock's pages away
# shown: the observer writes to memory that is not there
# score: 3

import ctypes
import os


libc = ctypes.CDLL(None)
libc.munmap(ctypes.c_void_p(0x600000000000), ctypes.c_size_t(8192))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
