# fails: test_the_living_are_left_alone (living child killed)
# breaks: "also those that a signal has stopped"
import os
import signal


def reap_ready():
    codes = {}
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        for pid in map(int, children.read().split()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                codes[pid] = os.waitstatus_to_exitcode(status)
            else:
                os.kill(pid, signal.SIGCONT)
    return codes
