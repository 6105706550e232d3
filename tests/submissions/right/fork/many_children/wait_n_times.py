# os.wait n times, in whatever order they end; the list in order of birth
import os


def fork_many(n, job):
    pids = []
    while len(pids) < n:
        i = len(pids)
        pids.append(os.fork())
        if pids[-1] == 0:
            try:
                job(i)
            finally:
                os._exit(0)
    for _ in pids:
        os.wait()
    return pids
