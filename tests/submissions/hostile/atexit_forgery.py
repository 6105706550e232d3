# class: interpreter
# harm: changes what is said when the interpreter ends
# shown: marks of its own after the scenario's end
# score: 3
# unprotected: has the last word

import atexit
import os


@atexit.register
def forge():
    for text in ("done", "returned", "child-ends", "parent 1"):
        os.write(1000003, text.encode())


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
