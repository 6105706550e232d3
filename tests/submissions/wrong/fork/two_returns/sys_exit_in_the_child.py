# fails: test_returns_once (sys.exit in the child)
# breaks: "never comes back to the caller"
import os
import sys


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        in_child()
        sys.exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
