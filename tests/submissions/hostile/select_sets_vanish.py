# class: processes
# harm: takes the memory of a select's sets away while it waits for its end; sleeps and polls with memory that is gone
# shown: the observer writes to memory that is not there; where each call fails as the kernel's does, it does not wait
# score: 2
# why: no wait

import ctypes
import errno
import os
import struct
import threading
import time


libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
page = libc.mmap(None, 4096, 3, 0x22, -1, 0)
limit = ctypes.create_string_buffer(struct.pack("qq", 3, 0))


def take_away():
    time.sleep(1)
    libc.munmap(page, 4096)


def fails(*call):
    return libc.syscall(*call) == -1 and ctypes.get_errno() == errno.EFAULT


thread = threading.Thread(target=take_away)
thread.start()
failed = [fails(23, 1, ctypes.c_void_p(page), None, None, limit)]
thread.join()
failed.append(fails(35, ctypes.c_void_p(page), None))
failed.append(fails(7, ctypes.c_void_p(page), 3, 1000))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    if not all(failed):
        os.waitpid(pid, 0)
