# a helper that forks one child, two comprehensions
import os


def start(job, i):
    pid = os.fork()
    if pid:
        return pid
    try:
        job(i)
    finally:
        os._exit(0)


def fork_many(n, job):
    pids = [start(job, i) for i in range(n)]
    [os.waitpid(pid, 0) for pid in pids]
    return pids
