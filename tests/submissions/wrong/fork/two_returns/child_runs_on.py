# fails: test_returns_once (child runs on)
# breaks: "never comes back to the caller"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        in_child()
    else:
        in_parent(pid)
        os.waitpid(pid, 0)
