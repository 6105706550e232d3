# class: processes
# harm: waits with timers whose deadlines are the kernel's own: timerfd, timer_create, SO_RCVTIMEO
# shown: HARM for each that it gets; the run would be slow, or be taken for a deadlock
# score: 3
# unprotected: HARM

import ctypes
import os
import socket
import struct
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None)
if libc.syscall(283, 1, 0) >= 0:
    harm("timerfd")
if libc.syscall(222, 1, None, ctypes.create_string_buffer(8)) >= 0:
    harm("timer_create")
ours, theirs = socket.socketpair()
for option in (20, 21):
    try:
        ours.setsockopt(socket.SOL_SOCKET, option, struct.pack("qq", 100, 0))
    except OSError:
        continue
    harm("a socket's timeout")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
