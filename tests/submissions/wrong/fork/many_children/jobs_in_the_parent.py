# fails: test_one_child_for_each_job (job in the parent)
# breaks: "Create n children with"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        pids.append(pid)
    for i in range(n):
        job(i)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
