# class: files
# harm: modules named like the standard library's and the grader's
# shown: HARM if one of them is imported
# score: 3
# unprotected: HARM

import os


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
