# class: processes
# harm: takes the memory of a select's sets, and of a waitid's answer, away while it waits for their end
# shown: the observer writes to memory that is not there, on the way out of a call
# score: 3

import ctypes
import os
import struct
import threading
import time


libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
page = libc.mmap(None, 4096, 3, 0x22, -1, 0)
limit = ctypes.create_string_buffer(struct.pack("qq", 3, 0))


def take_away():
    time.sleep(1)
    libc.munmap(page, 4096)


thread = threading.Thread(target=take_away)
thread.start()
libc.syscall(23, 1, ctypes.c_void_p(page), None, None, limit)
thread.join()
libc.syscall(35, ctypes.c_void_p(page), None)
libc.syscall(7, ctypes.c_void_p(page), 3, 1000)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)

