# class: processes
# harm: io_uring, bpf, keys, performance events, userfaultfd, handles, inotify
# shown: HARM for each that it gets
# score: 3
# unprotected: HARM

import ctypes
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


libc = ctypes.CDLL(None, use_errno=True)
space = ctypes.create_string_buffer(4096)
for name, *call in (
    ("io_uring", 425, 8, space),
    ("bpf", 321, 0, space, 128),
    ("add_key", 248, b"user", b"x", b"y", 1, -2),
    ("keyctl", 250, 0, -3, 1),
    ("perf_event_open", 298, space, 0, -1, -1, 0),
    ("userfaultfd", 323, 1),
    ("inotify", 294, 0),
    ("fanotify", 300, 0, 0),
    ("personality", 135, 0x40000),
    ("kcmp", 312, 1, 1, 0, 0, 0),
):
    if libc.syscall(*call) >= 0:
        harm(name)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
