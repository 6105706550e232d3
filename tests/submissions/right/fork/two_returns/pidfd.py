# waits for readability of a pidfd, then collects
import os
import select
from contextlib import suppress


def fork_once(in_child, in_parent):
    pid = os.fork()
    if not pid:
        with suppress(BaseException):
            in_child()
        os._exit(0)
    in_parent(pid)
    descriptor = os.pidfd_open(pid)
    try:
        select.select([descriptor], [], [])
    finally:
        os.close(descriptor)
    os.waitpid(pid, 0)
