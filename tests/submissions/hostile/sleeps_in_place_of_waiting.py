# class: course
# harm: sleeps in place of waiting
# shown: it comes out right on an idle machine
# score: 2
# why: sleep in place of wait

import os
import time


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    time.sleep(3600)
