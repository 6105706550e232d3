# one child, then the rest
import os


def reap_ready():
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return {}
    if pid == 0:
        return {}
    print("collected", pid)
    return {pid: os.waitstatus_to_exitcode(status), **reap_ready()}
