# fails: test_exit_codes_and_signals ((0, 0) recorded)
# breaks: "The dictionary is empty if no child"
import os


def reap_ready():
    codes = {}
    pid = None
    while pid != 0:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        codes[pid] = os.waitstatus_to_exitcode(status)
    return codes
