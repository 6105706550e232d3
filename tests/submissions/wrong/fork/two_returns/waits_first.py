# fails: test_parent_goes_on_at_once (in_parent after the wait)
# breaks: "once, at once, with"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    in_parent(pid)
