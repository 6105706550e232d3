# fails: test_nobody_left_is_no_error (answers kept)
# breaks: "an earlier call has returned"
import os


def reap_ready(codes={}):
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return dict(codes)
    if pid == 0:
        return dict(codes)
    codes[pid] = os.waitstatus_to_exitcode(status)
    return reap_ready(codes)
