# fails: test_returns_once (child's exit code)
# breaks: "with exit code 0 whatever"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if in_child() is None:
                code = 0
        finally:
            os._exit(code)
    in_parent(pid)
    os.waitpid(pid, 0)
