# fails: test_the_living_are_left_alone (blocking wait)
# breaks: "blocking or sleeping until a child ends"
import os
import time


def reap_ready():
    codes = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return codes
        if pid == 0:
            time.sleep(0.01)
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
