# fails: test_pids_in_order_of_birth (wrong PIDs)
# breaks: "the list of the children's PIDs"
import os


def fork_many(n, job):
    pids = {}
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids[str(pid)] = i
    for pid in pids:
        os.waitpid(int(pid), 0)
    return list(pids)
