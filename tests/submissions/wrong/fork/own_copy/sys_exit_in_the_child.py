# fails: test_the_child_is_gone (child runs on)
import os
import sys


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
        sys.exit()
    os.waitpid(pid, 0)
    return data
