# fails: test_pids_in_order_of_birth (no list)
# breaks: "n may be 0"
import os


def fork_many(n, job):
    if not n:
        return
    pids = []
    for i in range(n):
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
