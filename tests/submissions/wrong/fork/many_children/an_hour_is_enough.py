# fails: test_every_child_is_collected (sleep in place of wait)
# also fails: test_more_than_thirty_children
# breaks: "sleeping in place of waiting"
import os
import time


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    time.sleep(20_000)
    for pid in pids:
        os.waitpid(pid, os.WNOHANG)
    return pids
