# fails: test_the_living_are_left_alone (living child killed)
# breaks: "Children that are still alive are left alone"
import os
import signal


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        return codes
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        for pid in map(int, children.read().split()):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return codes
