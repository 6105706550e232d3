# match on what fork returned, os.wait for any child
import os


def fork_once(in_child, in_parent):
    match os.fork():
        case 0:
            in_child()
            os._exit(os.EX_OK)
        case pid:
            in_parent(pid)
            collected, _ = os.wait()
            assert collected == pid
