# fails: test_all_that_have_ended_are_collected (only one collected)
# breaks: "Every child that has ended before the call"
import os


def reap_ready():
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return {}
    return {pid: os.waitstatus_to_exitcode(status)} if pid else {}
