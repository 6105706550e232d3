"""The walls of a run where namespaces are not to be had: Landlock (landlock(7)), put up by the run's own process."""

import ctypes
import os
import struct

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, READ_FILE, READ_DIR = 1 << 0, 1 << 2, 1 << 3
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
EVERYTHING = (1 << 16) - 1
DEVICES = 1 << 6 | 1 << 11 | 1 << 15
"""MAKE_CHAR, MAKE_BLOCK, IOCTL_DEV."""
OF_FILES = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE
READ = EXECUTE | READ_FILE | READ_DIR
TCP_BIND_AND_CONNECT = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


def put_up(readable: list[str], writable: list[str]) -> None:
    """From here on this process and its descendants reach these paths, no TCP, nobody outside by signal or name.

    Raises OSError where the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = struct.pack("3Q", EVERYTHING, TCP_BIND_AND_CONNECT, ABSTRACT_SOCKETS_AND_SIGNALS)
    ruleset = libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    for paths, rights in ((readable, READ), (writable, EVERYTHING & ~DEVICES)):
        for path in paths:
            try:
                descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            allowed = rights if os.path.isdir(path) else rights & OF_FILES
            rule = struct.pack("<Qi", allowed, descriptor)
            failed = libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
            os.close(descriptor)
            if failed:
                raise OSError(ctypes.get_errno(), f"landlock_add_rule {path}")
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.syscall(RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    os.close(ruleset)
