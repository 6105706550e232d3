# class: channels
# harm: closes all descriptors, also stdout
# shown: a channel on a descriptor would be gone
# score: 3
# unprotected: the tests never end

import os


os.closerange(0, 100000)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
