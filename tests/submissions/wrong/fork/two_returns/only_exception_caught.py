# fails: test_returns_once (the exception reaches the caller in the child)
# breaks: "neither by returning nor by an exception"
import os
import traceback


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        except Exception:
            traceback.print_exc()
        os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
