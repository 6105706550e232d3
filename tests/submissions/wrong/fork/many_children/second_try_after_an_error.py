# fails: test_one_child_for_each_job (wrong job)
# breaks: "Child i calls `job(i)`"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                try:
                    job(i)
                except ValueError:
                    job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
