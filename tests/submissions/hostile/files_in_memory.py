# class: processes
# harm: fills files in memory that it maps nowhere
# shown: no process is large
# score: 0
# reaches: memory-limit

import os
import time


kept = []
for _ in range(50):
    file = os.memfd_create("big")
    for _ in range(30):
        os.write(file, bytes(1 << 20))
    kept.append(file)
time.sleep(1)
for _ in range(1000):
    time.sleep(0.001)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
