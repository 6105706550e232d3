# fails: test_each_side_runs_in_its_own_process (ends the main process)
# breaks: "Run `in_child` in a new process"
# breaks: "returns exactly once, in the parent"
import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid:
        in_child()
        os._exit(0)
    in_parent(pid)
    os.wait()
