# class: processes
# harm: a child waits in a way whose time is the kernel's own (FUTEX_WAIT_REQUEUE_PI), for a year
# shown: the machine would be blamed after two minutes, and the exercise would not be graded
# score: 0
# why: waits for ever
# reaches: waits-for-ever

import ctypes
import os
import struct


YEAR = 365 * 24 * 3600
page = ctypes.create_string_buffer(64)
address = (ctypes.addressof(page) + 7) & ~7
ctypes.memmove(address + 16, struct.pack("qq", YEAR, 0), 16)
if os.fork() == 0:
    arguments = (address, 11, 0, address + 16, address + 8, 0)
    ctypes.CDLL(None).syscall(202, *(ctypes.c_long(argument) for argument in arguments))
    os._exit(0)
os.wait()


def fork_once(in_child, in_parent):
    pass
