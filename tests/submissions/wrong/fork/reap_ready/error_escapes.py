# fails: test_nobody_left_is_no_error (ChildProcessError escapes)
# breaks: "The dictionary is empty if no child"
import os


def reap_ready():
    codes = {}
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
