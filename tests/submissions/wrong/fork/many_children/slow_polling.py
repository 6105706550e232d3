# fails: test_every_child_is_collected (sleep in place of wait)
# also fails: test_more_than_thirty_children
# breaks: "within a second of the end of the last"
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
    living = set(pids)
    while living:
        living = {pid for pid in living if os.waitpid(pid, os.WNOHANG) == (0, 0)}
        if living:
            time.sleep(60)
    return pids
