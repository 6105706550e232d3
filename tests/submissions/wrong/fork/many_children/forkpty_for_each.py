# fails: test_one_child_for_each_job (another technique)
# breaks: "Create n children with `os.fork`"
import pty
from os import *


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid, fd = pty.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                abort()
        pids.append(pid)
    for pid in pids:
        waitpid(pid, 0)
    return pids
