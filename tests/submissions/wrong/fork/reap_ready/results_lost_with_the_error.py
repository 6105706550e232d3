# fails: test_nobody_left_is_no_error (results lost with the error)
# breaks: "The dictionary is empty if no child"
import os


def collect():
    codes = {}
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)


def reap_ready():
    try:
        return collect()
    except ChildProcessError:
        return {}
