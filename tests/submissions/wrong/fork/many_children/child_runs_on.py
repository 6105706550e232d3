# fails: test_every_child_is_collected (child runs on)
# breaks: "neither by returning nor by an exception"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            job(i)
            return []
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
