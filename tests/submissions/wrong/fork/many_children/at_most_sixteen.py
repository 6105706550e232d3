# fails: test_more_than_thirty_children (wait inside the loop)
# breaks: "However many they are"
import os

LIMIT = 16


def fork_many(n, job):
    pids = []
    running = []
    for i in range(n):
        if len(running) == LIMIT:           # do not overload the machine
            os.waitpid(running.pop(0), 0)
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        pids.append(pid)
        running.append(pid)
    for pid in running:
        os.waitpid(pid, 0)
    return pids
