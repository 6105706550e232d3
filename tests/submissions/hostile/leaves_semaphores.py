# class: files
# harm: leaves a named semaphore and shared memory
# shown: HARM if they are there in the next run
# score: 3
# unprotected: HARM

import _multiprocessing
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


try:
    _multiprocessing.SemLock(1, 1, 1, "/left-semaphore", False)
except FileExistsError:
    harm("an earlier run's semaphore")
if os.path.exists("/dev/shm/psm_left"):
    harm("an earlier run's shared memory")
with open("/dev/shm/psm_left", "wb") as file:
    file.write(bytes(1 << 20))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
