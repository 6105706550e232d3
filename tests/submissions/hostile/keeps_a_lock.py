# class: files
# harm: keeps an exclusive lock on every shared file that it can open
# shown: the neighbours still run
# score: 3
# unprotected: keeps a lock

import fcntl
import os
import sys


KEPT = []
for path in (sys.argv[0], os.__file__, "/inside/witness.py"):
    try:
        KEPT.append(os.open(path, os.O_RDONLY))
        fcntl.flock(KEPT[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
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
