# class: interpreter
# harm: forks when it is imported, so that two processes report
# shown: every mark is there twice
# score: 0
# why: more than one fork
# unprotected: reports twice, or processes left

import os


os.fork()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
