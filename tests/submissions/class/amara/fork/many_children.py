# recursion that waits on its way back: last born, first waited for
import os


def fork_many(n, job, first=0):
    if first == n:
        return []
    pid = os.fork()
    if pid == 0:
        try:
            job(first)
        finally:
            os._exit(0)
    others = fork_many(n, job, first + 1)
    os.waitpid(pid, 0)
    return [pid, *others]
