# class: processes
# harm: connects to the machine's own services: TCP, abstract sockets, netlink
# shown: HARM if a listening canary is reached
# score: 3
# unprotected: HARM

import os
import socket
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for family, address in ((socket.AF_INET, ("127.0.0.1", 47613)), (socket.AF_UNIX, "\0grader-canary")):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            one.settimeout(1)
            one.connect(address)
            harm(address)
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
