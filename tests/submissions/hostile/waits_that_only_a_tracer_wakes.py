# class: processes
# harm: waits without end for nothing, and counts on it that a tracer turns its child's end into an interruption
# shown: HARM where an ignored signal has ended the wait; bare, and here, it is a wait for ever
# score: 0
# why: deadlock

import ctypes
import os
import select
import sys
import time


epoll = select.epoll()
if os.fork() == 0:
    time.sleep(1)
    os._exit(0)
if ctypes.CDLL(None).epoll_wait(epoll.fileno(), ctypes.create_string_buffer(12), 1, -1) < 0:
    sys.stdout.write("HARM\n")
    sys.stdout.flush()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
