# fails: test_one_child_for_each_job (wrong number of children)
# breaks: "Create n children with"
import os


def fork_many(n, job):
    pid = os.fork()
    if pid == 0:
        for i in range(n):
            job(i)
        os._exit(0)
    os.waitpid(pid, 0)
    return [pid] * n
