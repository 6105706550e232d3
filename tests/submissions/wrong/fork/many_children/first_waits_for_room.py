# fails: test_all_are_alive_together (wait inside the loop)
# breaks: "before the parent waits for"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        if i >= 4:  # never more than four at once
            os.waitid(os.P_PID, pids[i - 4], os.WEXITED | os.WNOWAIT)
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
