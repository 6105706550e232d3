# fails: test_each_side_runs_in_its_own_process (never called)
# breaks: "The parent calls `in_parent(pid)`"
import os

done = set()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    if "parent" not in done:
        done.add("parent")
        in_parent(pid)
    os.waitpid(pid, 0)
