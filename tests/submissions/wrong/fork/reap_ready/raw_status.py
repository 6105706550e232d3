# fails: test_exit_codes_and_signals (the raw status)
# breaks: "Returns a dictionary from PID"
import os


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = status
    except ChildProcessError:
        pass
    return codes
