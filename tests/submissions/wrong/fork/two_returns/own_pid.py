# fails: test_each_side_runs_in_its_own_process (wrong pid)
# breaks: "with the child's PID"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(os.getpid())
    os.waitpid(pid, 0)
