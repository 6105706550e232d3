# looks with WNOWAIT first and collects each child by its PID
import os


def next_ready():
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None


def reap_ready():
    codes = {}
    while (info := next_ready()) is not None:
        pid, status = os.waitpid(info.si_pid, 0)
        codes[pid] = os.waitstatus_to_exitcode(status)
    return codes
