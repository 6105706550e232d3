# fails: test_one_child_for_each_job (wrong job)
# breaks: "numbered in the order of their births"
import os


def fork_many(n, job):
    pids = []
    while len(pids) < n:
        pid = os.fork()
        if pid == 0:
            try:
                job(n - len(pids) - 1)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
