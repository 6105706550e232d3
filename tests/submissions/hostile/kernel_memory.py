# class: processes
# harm: takes memory on the kernel's side: full pipes and sockets
# shown: no process is large
# score: 3
# unprotected: changes the tests' interpreter

import os
import socket


KEPT = []
try:
    while len(KEPT) < 400:
        one, two = socket.socketpair()
        one.setblocking(False)
        KEPT += [one, two]
        while True:
            try:
                one.send(bytes(65536))
            except BlockingIOError:
                break
except OSError:
    pass
for thing in KEPT[:50]:
    thing.close()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
