# class: processes
# harm: a seccomp filter whose USER_NOTIF lets calls go unseen by the observer
# shown: HARM if it can be installed
# score: 3
# unprotected: HARM

import ctypes
import os
import struct
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None, use_errno=True)
code = struct.pack("HBBI", 0x20, 0, 0, 0) + struct.pack("HBBI", 0x15, 0, 1, 230)
code += struct.pack("HBBI", 6, 0, 0, 0x7FC00000) + struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)
buffer = ctypes.create_string_buffer(code, len(code))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 4, ctypes.addressof(buffer)))
libc.prctl(38, 1, 0, 0, 0)
if libc.syscall(317, 1, 8, program) >= 0 or libc.prctl(22, 2, program, 0, 0) == 0:
    harm("a filter")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
