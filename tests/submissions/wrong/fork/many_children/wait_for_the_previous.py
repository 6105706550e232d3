# fails: test_all_are_alive_together (wait inside the loop)
# breaks: "before the parent waits for"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        if pids:
            os.waitpid(pids[-1], 0)
        pids.append(pid)
    if pids:
        os.waitpid(pids[-1], 0)
    return pids
