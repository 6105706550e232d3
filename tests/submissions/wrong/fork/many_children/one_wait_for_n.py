# fails: test_every_child_is_collected (one wait for n)
# also fails: test_more_than_thirty_children
# breaks: "in whatever order they"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
    os.wait()
    return pids
