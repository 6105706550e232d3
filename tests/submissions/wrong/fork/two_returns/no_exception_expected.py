# fails: test_returns_once (the exception reaches the caller in the child)
# breaks: "neither by returning nor by an exception"
from os import _exit, fork, waitpid


def fork_once(in_child, in_parent):
    if (pid := fork()) == 0:
        in_child()
        _exit(0)
    in_parent(pid)
    waitpid(pid, 0)
