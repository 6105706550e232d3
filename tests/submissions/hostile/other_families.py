# class: processes
# harm: makes sockets of every family: of the machine's host (AF_VSOCK), of the kernel (netlink, packet, crypto)
# shown: HARM for each beyond AF_UNIX, AF_INET and AF_INET6 that it gets
# score: 3
# unprotected: HARM

import os
import socket
import sys


for family in range(3, 64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
        except OSError:
            continue
        if family != socket.AF_INET6:
            sys.stdout.write(f"HARM {family}\n")
            sys.stdout.flush()


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
