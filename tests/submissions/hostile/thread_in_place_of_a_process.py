# class: course
# harm: a thread in place of a process
# shown: both run at the same time
# score: 0
# why: no fork
# unprotected: passes

import os
import threading


def fork_once(in_child, in_parent):
    thread = threading.Thread(target=in_child)
    thread.start()
    in_parent(os.getpid() + 1)
    thread.join()
