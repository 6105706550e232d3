# fails: test_the_child_is_gone (the exception reaches the caller in the child)
# breaks: "neither by returning nor by an exception"
import os
from contextlib import suppress


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        with suppress(Exception):
            change(data)
        os._exit(0)
    os.waitpid(pid, 0)
    return data
