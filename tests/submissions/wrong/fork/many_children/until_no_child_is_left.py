# fails: test_every_child_is_collected (waits for other children)
# also fails: test_more_than_thirty_children
# breaks: "they are neither waited for"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        if (pid := os.fork()) == 0:
            try:
                job(i)
            except BaseException:
                os._exit(1)
            os._exit(0)
        pids.append(pid)
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return pids
