# fails: test_parent_waits_for_the_child (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import select


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    select.select([], [], [], 1000)
    os.waitpid(pid, os.WNOHANG)
