# asks with WNOHANG until the child is gone: not elegant, but it waits for the child and not for a time
import os
import time


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        time.sleep(0.25)
