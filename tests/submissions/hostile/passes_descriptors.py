# class: channels
# harm: sends descriptors through stdout to whoever reads it
# shown: the reader's descriptors would run out
# score: 3
# unprotected: no grader left

import array
import os
import socket


channel = socket.socket(fileno=os.dup(1))
for _ in range(200):
    try:
        channel.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0] * 100))])
    except OSError:  # too many are on their way
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
