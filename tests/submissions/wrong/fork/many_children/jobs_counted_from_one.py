# fails: test_one_child_for_each_job (wrong job)
# breaks: "Child i calls `job(i)`"
import os


def fork_many(n, job):
    pids = []
    for i in range(n, 0, -1):
        pid = os.fork()
        if pid == 0:
            try:
                job(i - 1)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
