# fails: test_all_that_have_ended_are_collected (zombie)
# breaks: "Every child that has ended before the call"
import os


def reap_ready():
    codes = {}
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        for child in map(int, children.read().split()):
            info = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if info:
                codes[child] = info.si_status if info.si_code == os.CLD_EXITED else -info.si_status
    return codes
