# waitid over all children: None where nobody is ready
import os


def reap_ready():
    codes = {}
    try:
        while info := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG):
            codes[info.si_pid] = info.si_status if info.si_code == os.CLD_EXITED else -info.si_status
    except ChildProcessError:
        pass
    return codes
