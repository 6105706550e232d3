# fails: test_the_living_are_left_alone (blocking wait)
# breaks: "blocking or sleeping until a child ends"
import os
import time


def reap_ready():
    codes = {}
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid == 0:
            time.sleep(0.5)
        else:
            codes[pid] = os.waitstatus_to_exitcode(status)
    return codes
