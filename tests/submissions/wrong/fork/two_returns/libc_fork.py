# fails: test_each_side_runs_in_its_own_process (another technique)
# breaks: "Create one child process with one `os.fork`"
import ctypes
import os

libc = ctypes.CDLL(None)


def fork_once(in_child, in_parent):
    pid = libc.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
