# fails: test_returns_once (an exception)
# breaks: "returns exactly once, in the parent"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            in_child()
            code = 0
        finally:
            os._exit(code)
    in_parent(pid)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        raise RuntimeError(f"the child failed: {status}")
