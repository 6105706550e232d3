# fails: test_exit_codes_and_signals (wrong code)
# breaks: "Returns a dictionary from PID"
import os


def reap_ready():
    codes = {}
    try:
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            codes[found[0]] = str(os.waitstatus_to_exitcode(found[1]))
    except ChildProcessError:
        pass
    return codes
