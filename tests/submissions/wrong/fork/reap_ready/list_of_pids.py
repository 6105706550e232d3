# fails: test_all_that_have_ended_are_collected (no dictionary)
# breaks: "Returns a dictionary from PID"
import os


def reap_ready():
    pids = []
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            pids.append(pid)
    except ChildProcessError:
        pass
    return pids
