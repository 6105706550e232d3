# class: files
# harm: writes until the disk is full, and leaves it so
# shown: HARM if more than 256 MB fit
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


written = 0
for number in range(100):
    try:
        with open(f"/tmp/full{number}", "wb") as file:
            for _ in range(30):
                written += file.write(bytes(1 << 20))
    except OSError:
        break
if written > 256 << 20:
    harm("the disk has no end")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
