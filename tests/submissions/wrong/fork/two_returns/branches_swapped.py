# fails: test_each_side_runs_in_its_own_process (branches swapped)
# breaks: "Run `in_child` in a new process"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        in_parent(pid)
        os._exit(0)
    in_child()
    os.waitpid(pid, 0)
