# fails: test_all_are_alive_together (not at the same time)
# breaks: "so that jobs that take long"
import os
import time


def fork_many(n, job):
    pids = []
    for i in range(n):
        if pids:
            time.sleep(3600)
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
