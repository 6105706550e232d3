# fails: test_parent_waits_for_the_child (no wait)
# breaks: "waits until the child has ended"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
