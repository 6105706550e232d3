# fails: test_the_child_is_gone (sys.exit in the child)
# breaks: "neither by returning nor by an exception"
import os
import sys


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
        sys.exit()
    os.waitpid(pid, 0)
    return data
