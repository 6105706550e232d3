"""The kernel's ptrace interface, through ctypes: attach, resume, read and change registers (ptrace(2))."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence

from grader.observer.machine import Machine

CONT = 7
SYSCALL = 24
DETACH = 17
SEIZE = 0x4206
INTERRUPT = 0x4207
LISTEN = 0x4208
_GETEVENTMSG = 0x4201
_GETREGSET = 0x4204
_SETREGSET = 0x4205

EVENT_FORK = 1
EVENT_VFORK = 2
EVENT_CLONE = 3
EVENT_EXEC = 4
EVENT_VFORK_DONE = 5
EVENT_EXIT = 6
EVENT_SECCOMP = 7
EVENT_STOP = 128

SYSCALL_STOP = 0x85
"""SIGTRAP | 0x80: what PTRACE_O_TRACESYSGOOD makes of a system call's stop."""

_OPTIONS = (
    0x1  # TRACESYSGOOD
    | 1 << EVENT_FORK
    | 1 << EVENT_VFORK
    | 1 << EVENT_CLONE
    | 1 << EVENT_EXEC
    | 1 << EVENT_VFORK_DONE
    | 1 << EVENT_EXIT
    | 1 << EVENT_SECCOMP
    | 0x100000  # EXITKILL: the tree dies with the tracer
)

WALL = 0x40000000
"""__WALL, waitpid(2): also children that are not made by fork."""
WNOTHREAD = 0x20000000
"""__WNOTHREAD, waitpid(2): only the calling thread's own children and tracees."""

_NT_PRSTATUS = 1
_NT_ARM_SYSTEM_CALL = 0x404

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


class _Iovec(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def _ptrace(request: int, tid: int, address: int = 0, data: int = 0) -> None:
    if _libc.ptrace(request, tid, address, data) < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def request(number: int, tid: int, address: int, data: int) -> None:
    """Make a request of ptrace(2)'s that has no function of its own here. Raises OSError."""
    _ptrace(number, tid, address, data)


def seize(tid: int) -> None:
    """Attach to a process without stopping it; its descendants are attached as they are born.

    Raises OSError: PermissionError where the machine forbids it.
    """
    _ptrace(SEIZE, tid, 0, _OPTIONS)


def resume(tid: int, request: int = CONT, signal: int = 0) -> None:
    """Let a stopped thread go on (CONT, or SYSCALL to stop at the next entry or exit), with a signal to deliver.

    Raises ProcessLookupError if it is gone or not stopped.
    """
    _ptrace(request, tid, 0, signal)


def interrupt(tid: int) -> None:
    """Stop a running thread."""
    _ptrace(INTERRUPT, tid)


def event_message(tid: int) -> int:
    """What the kernel adds to an event stop: the newborn's id, the exit status, the former thread id."""
    message = ctypes.c_ulong()
    _ptrace(_GETEVENTMSG, tid, 0, ctypes.addressof(message))
    return message.value


class Registers:
    """The registers of one stopped thread, read once, changed in place, written back with `write`."""

    __slots__ = ("_iovec", "_machine", "_number", "_regs", "tid")

    def __init__(self, machine: Machine, tid: int) -> None:
        self.tid = tid
        self._machine = machine
        self._number: int | None = None
        self._regs = machine.registers()
        self._iovec = _Iovec(ctypes.addressof(self._regs), ctypes.sizeof(self._regs))
        _ptrace(_GETREGSET, tid, _NT_PRSTATUS, ctypes.addressof(self._iovec))

    def copy(self) -> bytes:
        """All registers as bytes, for `restore`."""
        return bytes(self._regs)

    def restore(self, saved: bytes) -> None:
        ctypes.memmove(self._iovec.base, saved, len(saved))

    @property
    def number(self) -> int:
        """The system call's number; negative where none is."""
        return ctypes.c_int(getattr(self._regs, self._machine.number) & 0xFFFFFFFF).value

    @number.setter
    def number(self, value: int) -> None:
        self._number = value
        if not self._machine.own_number:
            setattr(self._regs, self._machine.number, value & (2**64 - 1))

    @property
    def result(self) -> int:
        return ctypes.c_long(getattr(self._regs, self._machine.result)).value

    @result.setter
    def result(self, value: int) -> None:
        setattr(self._regs, self._machine.result, value & (2**64 - 1))

    def call(self, instruction: int, number: int, arguments: Sequence[int]) -> None:
        """Make it a system call next, at the address of an instruction that makes one."""
        setattr(self._regs, self._machine.pc, instruction)
        setattr(self._regs, self._machine.new_call, number)
        for index, value in enumerate(arguments):
            self.set_argument(index, value)

    @property
    def stack_pointer(self) -> int:
        return int(getattr(self._regs, self._machine.stack_pointer))

    @property
    def table(self) -> int:
        """Where the code of `run` is in its table."""
        return int(getattr(self._regs, self._machine.table))

    def run(self, address: int, table: int) -> None:
        """Go on at an address, with that of a table in the register where the code there expects it."""
        setattr(self._regs, self._machine.pc, address)
        setattr(self._regs, self._machine.table, table)

    def argument(self, index: int) -> int:
        """The system call's argument, from 0, as an unsigned 64-bit number."""
        return int(getattr(self._regs, self._machine.arguments[index]))

    def signed(self, index: int) -> int:
        """The system call's argument as the C int that it is."""
        return ctypes.c_int(self.argument(index) & 0xFFFFFFFF).value

    def set_argument(self, index: int, value: int) -> None:
        setattr(self._regs, self._machine.arguments[index], value & (2**64 - 1))

    def write(self) -> None:
        _ptrace(_SETREGSET, self.tid, _NT_PRSTATUS, ctypes.addressof(self._iovec))
        if self._number is not None and self._machine.own_number:
            number = ctypes.c_int(self._number)
            vector = _Iovec(ctypes.addressof(number), ctypes.sizeof(number))
            _ptrace(_SETREGSET, self.tid, _NT_ARM_SYSTEM_CALL, ctypes.addressof(vector))
