# class: processes
# harm: takes memory in many processes, a little in each
# shown: no process is large
# score: 0
# reaches: memory-limit

import os
import time


for _ in range(30):
    if os.fork() == 0:
        KEPT = bytearray(os.urandom(1 << 20) * 60)
        time.sleep(100)
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
