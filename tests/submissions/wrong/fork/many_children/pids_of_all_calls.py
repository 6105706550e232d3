# fails: test_pids_in_order_of_birth (wrong PIDs)
# breaks: "the list of the children's PIDs"
import os


def fork_many(n, job, pids=[]):
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids[-n:] if n else []:
        os.waitpid(pid, 0)
    return pids
