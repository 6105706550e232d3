# fails: test_a_hundred_are_collected (children missing)
# breaks: "Every child that has ended before the call"
import os


def reap_ready():
    ended = {}
    for _ in range(64):
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid == 0:
            break
        ended[pid] = os.waitstatus_to_exitcode(status)
    return ended
