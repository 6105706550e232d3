# class: processes
# harm: makes a child that the tracer is not told of
# shown: HARM if it may
# score: 3
# unprotected: HARM

import ctypes
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None, use_errno=True)
pid = libc.syscall(56, 0x00800000 | 17, 0, 0, 0, 0)
if pid == 0:
    os._exit(0)
if pid > 0:
    harm("clone untraced")
if libc.syscall(435, ctypes.create_string_buffer(88), 88) > 0:
    harm("clone3")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
