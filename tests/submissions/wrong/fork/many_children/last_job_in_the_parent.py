# fails: test_one_child_for_each_job (wrong number of children)
# breaks: "Create n children with"
import os


def fork_many(n, job):
    pids = []
    for i in range(n - 1):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    job(n - 1)
    for pid in pids:
        os.waitpid(pid, 0)
    return [*pids, os.getpid()]
