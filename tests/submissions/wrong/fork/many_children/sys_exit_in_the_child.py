# fails: test_every_child_is_collected (sys.exit in the child)
# breaks: "neither by returning nor by an exception"
import os
import sys


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            job(i)
            sys.exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
