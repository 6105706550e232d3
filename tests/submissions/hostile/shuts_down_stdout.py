# class: channels
# harm: shuts the socket down that stdout is
# shown: nobody else's output arrives
# score: 3
# unprotected: output lost

import os
import socket


for number in (1, 2):
    try:
        socket.socket(fileno=os.dup(number)).shutdown(socket.SHUT_RDWR)
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
