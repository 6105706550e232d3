# fails: test_one_child_for_each_job (children go on looping)
# breaks: "creates no children of its own"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            job(i)
        pids.append(pid)
    for pid in pids:
        if pid:
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass
    return pids
