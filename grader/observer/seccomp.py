"""Which system calls stop for the observer, and which are denied: the seccomp filter (seccomp(2), bpf)."""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.observer.inside.witness import MARK_DESCRIPTOR
from grader.observer.machine import Machine
from grader.observer.system_calls import (
    FUTEX_COMMAND,
    FUTEX_COMMANDS_THAT_WAIT,
    TIMEOUT_MILLISECONDS,
    TIMEOUT_OPTIONS,
    TIMEOUT_POINTER,
    TIMERS,
    UNSEEN,
)

_ALLOW = 0x7FFF0000
_TRACE = 0x7FF00000
_ERRNO = 0x00050000
_KILL_PROCESS = 0x80000000

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_GREATER = 0x25  # BPF_JMP | BPF_JGT | BPF_K
_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
_JUMP = 0x05  # BPF_JMP | BPF_JA
_RETURN = 0x06  # BPF_RET | BPF_K

_X32 = 0x40000000
_CLONE_UNTRACED = 0x00800000

TCGETS = 0x5401
TCGETS2 = 0x802C542A
"""ioctl_tty(2): what isatty(3) asks."""

READS = ("read", "recvfrom", "recvmsg", "accept", "accept4")
_WRITES = ("write", "writev", "sendto", "sendmsg")
_ALWAYS = (
    "wait4",
    "waitid",
    "kill",
    "tkill",
    "tgkill",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "pidfd_send_signal",
)
_SLEEPS = ("nanosleep", "clock_nanosleep")
_TIMED = (*_SLEEPS, "restart_syscall", "sched_yield", "alarm", "setitimer", "getitimer", *TIMERS)


@dataclass(frozen=True, slots=True)
class Denied:
    """A system call that is refused with `error`; only where `argument` (an index) is not zero, if one is named.

    With `values`, only where the argument's low word is one of them; with `besides`, where it is none of them.
    """

    error: int
    argument: int | None = None
    values: tuple[int, ...] = ()
    besides: tuple[int, ...] = ()


def _instruction(code: int, if_true: int, if_false: int, k: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, k)


def _load_low(argument: int) -> bytes:
    return _instruction(_LOAD, 0, 0, 16 + 8 * argument)


def _load_high(argument: int) -> bytes:
    return _instruction(_LOAD, 0, 0, 16 + 8 * argument + 4)


def _answer(value: int) -> bytes:
    return _instruction(_RETURN, 0, 0, value)


def _only_for(number: int, body: list[bytes]) -> list[bytes]:
    """`body` (which always answers) for that system call; the next instruction otherwise."""
    return [_instruction(_EQUAL, 0, len(body), number), *body]


def _if_any_equal(load: bytes, values: Iterable[int]) -> list[bytes]:
    listed = list(values)
    tests = [_instruction(_EQUAL, len(listed) - index, 0, value) for index, value in enumerate(listed)]
    return [load, *tests, _answer(_ALLOW), _answer(_TRACE)]


def _if_not_zero(argument: int, answer: int) -> list[bytes]:
    return [
        _load_low(argument),
        _instruction(_EQUAL, 0, 2, 0),
        _load_high(argument),
        _instruction(_EQUAL, 1, 0, 0),
        _answer(answer),
        _answer(_ALLOW),
    ]


def _refuse(number: int, refusal: Denied) -> list[bytes]:
    """For what is not refused the rest of the filter decides, for which the call's number is loaded again."""
    answer = _answer(_ERRNO | refusal.error)
    if refusal.argument is None:
        return _only_for(number, [answer])
    if refusal.values or refusal.besides:
        listed = refusal.values or refusal.besides
        tests = [_instruction(_EQUAL, len(listed) - index, 0, value) for index, value in enumerate(listed)]
        body = [_load_low(refusal.argument), *tests]
        body += [_instruction(_JUMP, 0, 0, 1), answer] if refusal.values else [answer]
    else:
        body = [
            _load_low(refusal.argument),
            _instruction(_EQUAL, 0, 2, 0),
            _load_high(refusal.argument),
            _instruction(_EQUAL, 1, 0, 0),
            answer,
        ]
    body.append(_instruction(_LOAD, 0, 0, 0))
    return [_instruction(_EQUAL, 0, len(body), number), *body]


def stopping(machine: Machine) -> set[str]:
    """The names of the calls that a filter may make stop; each wants a handler (calls.py)."""
    listed = (
        *READS,
        *_WRITES,
        "ioctl",
        "setsockopt",
        *_ALWAYS,
        *_SLEEPS,
        *_TIMED,
        "futex",
        *TIMEOUT_POINTER,
        *TIMEOUT_MILLISECONDS,
    )
    return {name for name in listed if name in machine.calls}


def program(
    machine: Machine,
    *,
    timed: bool = True,
    untimed: bool = False,
    denied: Mapping[int, tuple[Denied, ...]] | None = None,
) -> bytes:
    """The filter's instructions: `timed` calls stop where time is virtual, elsewhere only sleeps; `untimed` waits stop,
    too, where processes wait for their turn; `denied` calls by number are refused.

    What would escape the observer is always refused: clone3 (with ENOSYS, after which the C library uses clone),
    io_uring (likewise), CLONE_UNTRACED, and the calls of foreign architectures.
    """
    calls = machine.calls
    out = [
        _instruction(_LOAD, 0, 0, 4),
        _instruction(_EQUAL, 1, 0, machine.audit),
        _answer(_KILL_PROCESS),
        _instruction(_LOAD, 0, 0, 0),
        _instruction(_AT_LEAST, 0, 1, _X32),
        _answer(_ERRNO | errno.ENOSYS),
        *_only_for(calls["clone3"], [_answer(_ERRNO | errno.ENOSYS)]),
    ]
    for name in UNSEEN:
        out += _only_for(calls[name], [_answer(_ERRNO | errno.ENOSYS)])
    for number, refusals in (denied or {}).items():
        for refusal in refusals:
            out += _refuse(number, refusal)
    untraced = [
        _load_low(0),
        _instruction(_ANY_BIT, 0, 1, _CLONE_UNTRACED),
        _answer(_ERRNO | errno.EPERM),
        _answer(_ALLOW),
    ]
    out += _only_for(calls["clone"], untraced)
    for name in _WRITES:
        out += _only_for(calls[name], _if_any_equal(_load_low(0), (0, 1, 2, MARK_DESCRIPTOR)))
    other_file = [_load_low(0), _instruction(_GREATER, 0, 1, 2), _answer(_ALLOW)]  # open() asks it of every file
    out += _only_for(calls["ioctl"], other_file + _if_any_equal(_load_low(1), (TCGETS, TCGETS2)))
    for name in _ALWAYS:
        out += _only_for(calls[name], [_answer(_TRACE)])
    if timed:
        out += _only_for(calls["setsockopt"], _if_any_equal(_load_low(2), TIMEOUT_OPTIONS))
    if timed and untimed:
        out += _every_wait(calls)
    elif timed:
        out += _timed(calls)
    else:
        for name in _SLEEPS:
            out += _only_for(calls[name], [_answer(_TRACE)])
    out.append(_answer(_ALLOW))
    return b"".join(out)


def _every_wait(calls: Mapping[str, int]) -> list[bytes]:
    waits = _futex_waits()
    futex = [_load_low(1), _instruction(_AND, 0, 0, FUTEX_COMMAND), *waits, _answer(_ALLOW), _answer(_TRACE)]
    out = _only_for(calls["futex"], futex)
    for name in READS:  # 0 to 2 are the terminal, or nothing
        out += _only_for(calls[name], [_load_low(0), _instruction(_GREATER, 1, 0, 2), _answer(_ALLOW), _answer(_TRACE)])
    for name in (*_TIMED, *TIMEOUT_POINTER, *TIMEOUT_MILLISECONDS):
        if name in calls:
            out += _only_for(calls[name], [_answer(_TRACE)])
    return out


def _futex_waits() -> list[bytes]:
    """Skip the next instruction for a command that waits."""
    return [
        _instruction(_EQUAL, len(FUTEX_COMMANDS_THAT_WAIT) - index, 0, command)
        for index, command in enumerate(FUTEX_COMMANDS_THAT_WAIT)
    ]


def _timed(calls: Mapping[str, int]) -> list[bytes]:
    futex = [
        _load_low(1),
        _instruction(_AND, 0, 0, FUTEX_COMMAND),
        *_futex_waits(),
        _answer(_ALLOW),
        *_if_not_zero(3, _TRACE),
    ]
    out = _only_for(calls["futex"], futex)
    for name in _TIMED:
        if name in calls:
            out += _only_for(calls[name], [_answer(_TRACE)])
    for name, argument in TIMEOUT_POINTER.items():
        if name in calls:
            out += _only_for(calls[name], _if_not_zero(argument, _TRACE))
    for name, argument in TIMEOUT_MILLISECONDS.items():
        if name in calls:
            negative = [
                _load_low(argument),
                _instruction(_AT_LEAST, 0, 1, 0x80000000),
                _answer(_ALLOW),
                _answer(_TRACE),
            ]
            out += _only_for(calls[name], negative)
    return out


_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2


class _Program(ctypes.Structure):
    """struct sock_fprog, <linux/filter.h>."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(instructions: bytes) -> None:
    """Put the filter on this process and all that will descend from it, for ever.

    Raises OSError where the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    fprog = _Program(len(instructions) // 8, ctypes.addressof(buffer))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(fprog), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp filter refused")
