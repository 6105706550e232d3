# class: channels
# harm: a child prints under its parent's PID, and under PID 1
# shown: HARM if the kernel lets it
# score: 3
# unprotected: HARM

import os
import socket
import struct
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


channel = socket.socket(fileno=os.dup(1))
for pid in (1, os.getpid() + 1, os.getpid() + 2):
    for uid in (os.getuid(), 0):
        try:
            channel.sendmsg(
                [b"forged\n"], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, struct.pack("3i", pid, uid, uid))]
            )
            harm(pid)
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
