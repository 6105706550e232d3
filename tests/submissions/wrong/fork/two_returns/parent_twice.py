# fails: test_each_side_runs_in_its_own_process (called twice)
# breaks: "The parent calls `in_parent(pid)`"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    pid, status = os.waitpid(pid, 0)
    if status == 0:
        in_parent(pid)
