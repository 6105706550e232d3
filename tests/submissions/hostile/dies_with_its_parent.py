# class: processes
# harm: asks for a signal at its parent's death, and becomes a reaper of orphans
# shown: its orphans have another parent
# score: 3
# unprotected: changes the tests' interpreter

import ctypes
import os


libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(1, 9, 0, 0, 0)
libc.prctl(36, 1, 0, 0, 0)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
