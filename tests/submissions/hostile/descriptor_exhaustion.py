# class: processes
# harm: opens descriptors until there are none left
# shown: who must open a file fails
# score: 3
# unprotected: changes the tests' interpreter

import os


KEPT = []
try:
    while True:
        KEPT.append(os.dup(0))
except OSError:
    for descriptor in KEPT[-20:]:
        os.close(descriptor)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
