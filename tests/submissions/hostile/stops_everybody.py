# class: processes
# harm: stops every process that it may, and itself
# shown: a grader that waits, waits for ever
# score: 0
# why: deadlock
# unprotected: no grader left

import os
import signal


try:
    os.kill(-1, signal.SIGSTOP)
except OSError:
    pass
os.kill(0, signal.SIGSTOP)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
