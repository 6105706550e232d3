# class: interpreter
# harm: says a mark whose values are nested 60,000 deep
# shown: RecursionError in who reads it
# score: 0
# why: called twice
# unprotected: breaks the reader

import os


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    os.write(1000003, b"parent " + b"[" * 60000)
    in_parent(pid)
    os.waitpid(pid, 0)
