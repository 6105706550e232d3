# fails: test_every_child_is_collected (no wait)
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            job(i)
            os._exit(0)
        pids.append(pid)
    return pids
