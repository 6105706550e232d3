# fails: test_every_child_is_collected (other child ended)
# also fails: test_more_than_thirty_children
# breaks: "they are neither waited for"
import os
import signal


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
        os.waitpid(pid, 0)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.kill(0, signal.SIGHUP)
    signal.signal(signal.SIGHUP, before)
    return pids
