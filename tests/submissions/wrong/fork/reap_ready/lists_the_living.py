# fails: test_the_living_are_left_alone (living child listed)
# breaks: "Children that are still alive are left alone"
import os


def reap_ready():
    codes = {}
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        for child in map(int, children.read().split()):
            pid, status = os.waitpid(child, os.WNOHANG)
            codes[child] = os.waitstatus_to_exitcode(status)
    return codes
