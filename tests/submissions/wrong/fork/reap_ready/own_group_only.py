# fails: test_all_that_have_ended_are_collected (children missing)
# breaks: "Collect every child of this process"
# waitpid(0) asks for children of one's own process group; -1 asks for all.
import os


def reap_ready():
    codes = {}
    while True:
        try:
            pid, status = os.waitpid(0, os.WNOHANG)
        except ChildProcessError:
            return codes
        if pid == 0:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
