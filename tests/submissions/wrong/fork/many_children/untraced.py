# fails: test_every_child_is_collected (one wait for n)
# breaks: "a child that a signal has stopped"
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
    for pid in pids:
        os.waitpid(pid, os.WUNTRACED)
    return pids
