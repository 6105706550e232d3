# class: processes
# harm: attaches to its parent and reads its memory
# shown: HARM if it may
# score: 3
# unprotected: no grader left

import ctypes
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), 1):
    for request in (16, 0x4206):
        if libc.ptrace(request, pid, 0, 0) == 0:
            harm("ptrace")
    for name in ("mem", "maps", "environ", "auxv"):
        try:
            if open(f"/proc/{pid}/{name}", "rb").read(1):
                harm(name)
        except OSError:
            pass
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            os.readlink(f"/proc/{pid}/fd/{name}")
            harm("fd")
    except OSError:
        pass


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
