# fails: test_every_child_is_collected (the exception reaches the caller in the child)
# breaks: "neither by returning nor by an exception"
import os
import sys


def fork_many(n, job):
    pids = []
    pid = None
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            break
        pids.append(pid)
    if pid == 0:
        try:
            job(i)
        except Exception as error:
            print("job failed:", error, file=sys.stderr)
        os._exit(0)
    for pid in pids:
        os.waitpid(pid, 0)
    return pids
