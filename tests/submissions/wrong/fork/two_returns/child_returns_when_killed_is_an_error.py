# fails: test_returns_once (an exception)
# breaks: "returns exactly once, in the parent"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFEXITED(status), "killed"
