# class: channels
# harm: a grandchild keeps stdout open for ever
# shown: who reads to the end of stdout waits for ever
# score: 0
# why: deadlock
# unprotected: processes left

import os
import signal


if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            signal.pause()
    os._exit(0)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
