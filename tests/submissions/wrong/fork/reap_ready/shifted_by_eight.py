# fails: test_exit_codes_and_signals (>> 8 alone)
# breaks: "minus the signal's number for a child"
import os


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = status >> 8
    except ChildProcessError:
        pass
    return codes
