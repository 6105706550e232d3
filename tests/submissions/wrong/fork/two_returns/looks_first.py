# fails: test_parent_goes_on_at_once (in_parent late)
# breaks: "once, at once, with"
import os
import time


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    ended = 0
    while not ended:
        ended, _ = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)
    in_parent(pid)
