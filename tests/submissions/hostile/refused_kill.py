# class: processes
# harm: sends SIGKILL in ways that the kernel refuses, and asks for the child's death
# shown: the observer waits for the end of a process that nothing has ended
# score: 0

import ctypes
import os
import time


libc = ctypes.CDLL(None)
child = os.fork()
if child == 0:
    time.sleep(5)
    os._exit(0)
libc.syscall(234, child, os.getpid(), 9)
libc.syscall(129, child, 9, ctypes.create_string_buffer(128))
libc.syscall(62, child, 1 << 20)
os.waitpid(child, os.WNOHANG)
os.waitpid(child, 0)


def fork_once(in_child, in_parent):
    in_parent(0)
