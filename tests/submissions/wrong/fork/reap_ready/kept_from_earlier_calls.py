# fails: test_nobody_left_is_no_error (answers kept)
# breaks: "an earlier call has returned"
import os

codes = {}


def reap_ready():
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        pass
    return codes
