# fails: test_exit_codes_and_signals (wrong code)
# breaks: "minus the signal's number for a child"
import os


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            code = os.waitstatus_to_exitcode(status)
            codes[pid] = code if code >= 0 else 128 - code
    except ChildProcessError:
        pass
    return codes
