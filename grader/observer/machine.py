"""What differs between processors: registers, system call numbers, the code of the virtual clock.

One table for x86-64 and one for aarch64; the rest of the observer names system calls by their names in section 2 of the
manual and never sees a register.
"""

from __future__ import annotations

import ctypes
import platform
from dataclasses import dataclass
from functools import cache

from grader.observer.errors import CannotTrace
from grader.observer.system_calls import numbers


class _RegistersX86(ctypes.Structure):
    """struct user_regs_struct, <sys/user.h>."""

    _fields_ = tuple(
        (name, ctypes.c_ulonglong)
        for name in (
            *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi"),
            *("orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs"),
        )
    )


class _RegistersArm(ctypes.Structure):
    """struct user_pt_regs, <asm/ptrace.h>."""

    _fields_ = (
        *((f"x{n}", ctypes.c_ulonglong) for n in range(31)),
        ("sp", ctypes.c_ulonglong),
        ("pc", ctypes.c_ulonglong),
        ("pstate", ctypes.c_ulonglong),
    )


@dataclass(frozen=True)
class Machine:
    """One processor architecture.

    `audit` is its AUDIT_ARCH value (seccomp(2)); `arguments`, `result`, `number` and `pc` name fields of `registers`;
    `new_call` is where a program puts the number of a call that it makes. `own_number` says that the number is changed
    through a register set of its own (NT_ARM_SYSTEM_CALL, ptrace(2)). `calls` are the system call numbers by name.
    `clock` is the virtual clock's machine code (clock_code/), None where there is none. `makes_calls` makes the system
    calls of a table, whose address is in the register `table` (clock_code/makes_calls_x86_64.S).
    """

    name: str
    audit: int
    registers: type[ctypes.Structure]
    arguments: tuple[str, ...]
    result: str
    number: str
    new_call: str
    pc: str
    stack_pointer: str
    table: str
    own_number: bool
    calls: dict[str, int]
    clock: ClockCode | None
    makes_calls: bytes | None


@dataclass(frozen=True)
class ClockCode:
    """The virtual clock's machine code, and how the vDSO's functions (vdso(7)) get there.

    `page` is where it keeps the time in every watched process, far from programs, heaps and libraries. `entries` are
    the offsets of what replaces each function. `jump` is what stands before and after an absolute address to jump
    there, `syscall` the instruction that makes a system call.
    """

    page: int
    code: bytes
    entries: tuple[tuple[str, int], ...]
    jump: tuple[bytes, bytes]
    syscall: bytes


_X86 = Machine(
    name="x86_64",
    audit=0xC000003E,
    registers=_RegistersX86,
    arguments=("rdi", "rsi", "rdx", "r10", "r8", "r9"),
    result="rax",
    number="orig_rax",
    new_call="rax",
    pc="rip",
    stack_pointer="rsp",
    table="rbx",
    own_number=False,
    calls=numbers("x86_64"),
    clock=ClockCode(
        page=0x3F0000000000,
        code=bytes.fromhex(
            "83ff07773db8f30000000fa3f87333e87d00000049b928000000003f000085ff740583ff0575044983e90849030131d2"
            "b900ca9a3b48f7f14889064889560831c0c3b8e40000000f05c34885ff741e4889fe5731ffe8a6ffffff5f488b470831"
            "d2b9e803000048f7f14889470831c0c3574883ec1031ff4889e6e881ffffff488b04244883c4105f4885ff7403488907"
            "c348ba00000000003f00004c8b02488b4208488d480a4c39c1490f4cc8f0480fb14a0875e64889c84c3942104c894210"
            "753948ff421848817a1810270000722a48c74218000000005756506840420f006a004889e731f6ba70616e00b8230000"
            "000f054883c410585e5fc348c7421800000000c3"
        ),
        entries=(("clock_gettime", 0x0), ("gettimeofday", 0x4A), ("time", 0x70)),
        jump=(b"\x48\xb8", b"\xff\xe0"),  # movabs $..., %rax; jmp *%rax
        syscall=b"\x0f\x05",
    ),
    makes_calls=bytes.fromhex(
        "488b034883f8ff7454488b7b08488b7310488b53184c8b53204c8b43284c8b4b304883fffe490f44fd4983f8fe4d0f44"
        "c50f05488b4b384883f9fe74074839c8751beb13483d00f0ffff771148813b010100004c0f44e84883c340eba3cc"
    ),
)

_ARM = Machine(
    name="aarch64",
    audit=0xC00000B7,
    registers=_RegistersArm,
    arguments=("x0", "x1", "x2", "x3", "x4", "x5"),
    result="x0",
    number="x8",
    new_call="x8",
    pc="pc",
    stack_pointer="sp",
    table="x19",
    own_number=True,
    calls=numbers("aarch64"),
    clock=ClockCode(
        page=0x3F00000000,
        code=bytes.fromhex(
            "1f1c007188020054621e80524224c01a22020036ef031eaa1f000094fe030faa641440f9600000341f14007141000054"
            "641040f94200048b044099d24473a7f24508c49aa688049b251800a900008052c0035fd6280e80d2010000d4c0035fd6"
            "600100b4ed031eaaee0300aae10300aa00008052e3ffff97fe030daac20540f9037d80d24208c39ac20500f900008052"
            "c0035fd6e307c0d266200091640040f9c5fc5fc8a22800915f0004eb42a0849ac2fc07c847ffff35650840f9640800f9"
            "bf0004ebc1020054650c40f9a5040091650c00f906e28452bf0006ebe30100547f0c00f9e007bda9e20f01a9054888d2"
            "e501a0f2ff1702a9e0830091010080d2022e8c52c20da072a80c80d2010000d4e20f41a9e007c3a8c0035fd67f0c00f9"
            "c0035fd6"
        ),
        entries=(("clock_gettime", 0x0), ("gettimeofday", 0x60)),
        jump=(b"\x5f\x24\x03\xd5\x50\x00\x00\x58\x00\x02\x1f\xd6", b""),  # bti c; ldr x16, next; br x16
        syscall=b"\x01\x00\x00\xd4",
    ),
    makes_calls=None,
)


@cache
def this_machine() -> Machine:
    """The table of the processor that we run on.

    Raises CannotTrace on any other.
    """
    for machine in (_X86, _ARM):
        if platform.machine() == machine.name:
            return machine
    raise CannotTrace(
        f"this machine's processor is {platform.machine()}; the observer knows x86_64 and aarch64. "
        "Use a machine of one of these, or a dev container there."
    )
