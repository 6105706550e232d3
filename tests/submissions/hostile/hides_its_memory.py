# class: processes
# harm: makes itself undumpable, so that nobody may look into /proc
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
if libc.prctl(4, 0, 0, 0, 0) == 0:
    harm("undumpable")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
