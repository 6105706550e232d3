# fails: test_each_side_runs_in_its_own_process (more than one fork)
# breaks: "with one `os.fork`"
import os


def fork_once(in_child, in_parent):
    if os.fork() == 0:
        in_child()
        os._exit(0)
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    in_parent(pid)
    os.wait()
    os.wait()
