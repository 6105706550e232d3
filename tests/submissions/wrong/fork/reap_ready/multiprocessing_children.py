# fails: test_all_that_have_ended_are_collected (another technique)
# breaks: "Collect every child of this process"
import multiprocessing
import os


def reap_ready():
    codes = {child.pid: child.exitcode for child in multiprocessing.active_children() if child.exitcode is not None}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            codes[pid] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        pass
    return codes
