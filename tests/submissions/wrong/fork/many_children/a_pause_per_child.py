# fails: test_more_than_thirty_children (sleep in place of wait)
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
            except BaseException:
                os._exit(1)
            os._exit(0)
        pids.append(pid)
    for pid in pids:
        while True:
            time.sleep(0.3)
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                break
    return pids
