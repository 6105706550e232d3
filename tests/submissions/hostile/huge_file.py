# class: files
# harm: a file of a terabyte
# shown: HARM if more than 64 MB can be written
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


try:
    with open("/tmp/huge", "wb") as file:
        file.truncate(1 << 40)
        harm("a sparse terabyte")
except OSError:
    pass


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
