# fails: test_pids_in_order_of_birth (0 among the PIDs)
# breaks: "the list of the children's PIDs"
import os


def fork_many(n, job):
    pids = [0]
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids[1:]:
        os.waitpid(pid, 0)
    return pids
