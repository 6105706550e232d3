# fails: test_each_side_runs_in_its_own_process (called twice)
# breaks: "calls `in_child()` once and ends there"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            if in_child() is not None:
                in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
