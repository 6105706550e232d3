# class: interpreter
# harm: sets trace functions and the smallest switch interval
# shown: every line of the scenario goes through its function
# score: 3
# unprotected: changes the tests' interpreter

import os
import sys
import threading


def look(frame, event, argument):
    return look


sys.setswitchinterval(1e-9)
sys.settrace(look)
threading.settrace(look)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
