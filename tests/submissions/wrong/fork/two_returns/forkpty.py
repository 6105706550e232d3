# fails: test_each_side_runs_in_its_own_process (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import os


def fork_once(in_child, in_parent):
    pid, fd = os.forkpty()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
    os.close(fd)
