# fails: test_one_child_for_each_job (wrong number of children)
# breaks: "n may be 0"
import os


def fork_many(n, job):
    pids = []
    i = 0
    while True:
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
        i += 1
        if i >= n:
            break
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
