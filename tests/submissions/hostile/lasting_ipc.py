# class: processes
# harm: System V and POSIX IPC that outlives its processes
# shown: HARM if it can be made
# score: 3
# unprotected: HARM

import ctypes
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0x1234, 4096, 0o1666) >= 0 or libc.msgget(0x1234, 0o1666) >= 0 or libc.semget(0x1234, 1, 0o1666) >= 0:
    harm("System V")
if libc.syscall(240, b"left", 0o102, 0o666, None) >= 0:
    harm("a message queue")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
