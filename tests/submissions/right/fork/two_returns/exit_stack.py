# an exit stack whose last act is the exit; aliases for everything
import os as system
from contextlib import ExitStack


def fork_once(in_child, in_parent):
    pid = system.fork()
    if pid == 0:
        with ExitStack() as stack:
            stack.callback(system._exit, 0)
            in_child()
    in_parent(pid)
    while True:
        ended, _ = system.wait()
        if ended == pid:
            return
