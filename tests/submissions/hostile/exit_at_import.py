# class: interpreter
# harm: ends the interpreter that imports it, with success
# shown: exit code 0 before any mark
# score: 0
# why: ends the main process
# unprotected: success by exit code

import os
import sys


sys.exit(0)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
