"""A machine on which nobody can watch processes."""

from __future__ import annotations

import ctypes
import platform
import struct


def no_ptrace() -> None:
    """In this process and its children, ptrace(2) is forbidden, as in a container's default profile (seccomp(2))."""
    number = {"x86_64": 101, "aarch64": 117}[platform.machine()]
    errno_eperm = 0x00050000 | 1
    program = b"".join(
        struct.pack("HBBI", *line)
        for line in ((0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, errno_eperm), (0x06, 0, 0, 0x7FFF0000))
    )
    buffer = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxQ", 4, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None)
    libc.prctl(38, 1, 0, 0, 0)
    if libc.prctl(22, 2, filter_, 0, 0):
        raise OSError("no seccomp here")
