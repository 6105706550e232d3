# looks at all with WNOHANG, a tenth of a second apart
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
        pids += [pid]
    living = list(pids)
    while living:
        time.sleep(0.1)
        living = [pid for pid in living if os.waitpid(pid, os.WNOHANG)[0] == 0]
    return pids
