# match on what fork returned, os.wait for any child
import os
import sys


def fork_once(in_child, in_parent):
    match os.fork():
        case 0:
            try:
                in_child()
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(os.EX_SOFTWARE)
            os._exit(os.EX_OK)
        case pid:
            in_parent(pid)
            collected, _ = os.wait()
            assert collected == pid
