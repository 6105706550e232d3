# fails: test_every_child_is_collected (the exception reaches the caller in the child)
# breaks: "whatever the job returns or raises"
import os


def run(job, i):
    job(i)
    os._exit(0)


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            run(job, i)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
