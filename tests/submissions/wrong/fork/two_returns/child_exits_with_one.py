# fails: test_returns_once (child's exit code)
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        in_child()
        os._exit(1)
    in_parent(pid)
    os.waitpid(pid, 0)
