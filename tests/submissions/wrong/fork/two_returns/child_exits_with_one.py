# fails: test_returns_once (child's exit code)
# breaks: "with exit code 0 whatever"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        in_child()
        os._exit(1)
    in_parent(pid)
    os.waitpid(pid, 0)
