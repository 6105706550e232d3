# fails: test_nobody_left_is_no_error (invented children)
# breaks: "The dictionary is empty if no child"
import os


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        if not codes:
            return {-1: 0}
    return codes
