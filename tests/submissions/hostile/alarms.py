# class: processes
# harm: an alarm and an interval timer that end the scenario in the middle
# shown: SIGALRM
# score: 0
# why: killed
# unprotected: the tests never end

import os
import signal


signal.setitimer(signal.ITIMER_REAL, 1.5, 0.5)
signal.alarm(1)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
