"""Below Python: every clock of a watched process reads the virtual time.

The C library reads clocks without a system call, in the vDSO (vdso(7)), a small library that the kernel maps into every
process. The observer writes code of its own over it (clock_code/x86_64.S), in the process's private copy, and gives it a page
at a fixed address that holds the virtual time. So `time.time`, `datetime.now`, the deadline of a lock's timeout and a C
extension all agree, in any Python, with -I and -S, and nothing of it is Python that a program could replace. A fork
inherits both; after an exec they are made again.
"""

from __future__ import annotations

import ctypes
import os
import struct
from dataclasses import dataclass
from functools import cache

from grader.observer import proc
from grader.observer.machine import ClockCode, Machine

PAGE = 0x600000000000
"""Where the page lies in every watched process: far from where the kernel puts programs, heaps and libraries."""
PAGE_BYTES = 4096
NAP_MAGIC = 0x6E6170
"""The third argument of the nanosleep of a process that does nothing but read the clock."""
_AT_SYSINFO_EHDR = 33
_SHT_DYNSYM = 11
_IMAGE_BYTES = 8192
_JUMP_BYTES = 16


@dataclass(frozen=True)
class Epoch:
    """What the clocks showed when the run began, in nanoseconds."""

    realtime: int
    monotonic: int

    def page(self, now: int) -> bytes:
        """The clock page's content at virtual nanosecond `now`."""
        return struct.pack("6q", now, now, now, 0, self.realtime, self.monotonic)


def has_clock(machine: Machine) -> bool:
    """Whether clocks can be virtual on this machine."""
    return machine.clock is not None and proc.auxiliary(os.getpid(), _AT_SYSINFO_EHDR) is not None


@cache
def _patches(code: ClockCode) -> tuple[dict[int, bytes], int]:
    """What to write where, relative to the vDSO's start, and where a bare system call instruction then stands.

    The vDSO is the same in every 64-bit process, so ours is read.
    """
    base = proc.auxiliary(os.getpid(), _AT_SYSINFO_EHDR)
    if base is None:
        raise ValueError("no vDSO")
    symbols = _symbols(ctypes.string_at(base, _IMAGE_BYTES))
    offset, size = symbols["clock_gettime"]
    if size < _JUMP_BYTES + len(code.code):
        raise ValueError(f"the vDSO's clock_gettime has {size} bytes: too few for the virtual clock")
    start = offset + _JUMP_BYTES
    patches = {start: code.code}
    for name, entry in code.entries:
        place = symbols[name][0]
        patches[place] = code.jump + struct.pack("<i", start + entry - (place + len(code.jump) + 4))
    return patches, start + code.syscall


def _symbols(image: bytes) -> dict[str, tuple[int, int]]:
    """Offset and size of each function of an ELF image, from its dynamic symbol table (elf(5))."""
    sections_at = struct.unpack_from("<Q", image, 40)[0]
    count = struct.unpack_from("<H", image, 60)[0]
    sections = [struct.unpack_from("<IIQQQQIIQQ", image, sections_at + 64 * index) for index in range(count)]
    table = next(section for section in sections if section[1] == _SHT_DYNSYM)
    strings_at = sections[table[6]][4]
    found = {}
    for at in range(table[4], table[4] + table[5], 24):
        name_at, _, _, _, value, size = struct.unpack_from("<IBBHQQ", image, at)
        name = image[strings_at + name_at : image.index(b"\0", strings_at + name_at)].decode()
        found[name.removeprefix("__vdso_")] = (value, size)
    return found


def rewrite(machine: Machine, pid: int, memory: int) -> int:
    """Put the virtual clock's code into the vDSO of a stopped process, through its /proc/PID/mem.

    Returns the address of a bare system call instruction in it. The page must be mapped before a clock is read.
    Raises OSError or ValueError where that is impossible.
    """
    base = proc.auxiliary(pid, _AT_SYSINFO_EHDR)
    if machine.clock is None or base is None:
        raise ValueError("no virtual clock for this machine")
    patches, syscall = _patches(machine.clock)
    for offset, code in patches.items():
        os.pwrite(memory, code, base + offset)
    return base + syscall


MAP_ARGUMENTS = (0x1 | 0x2, 0x2 | 0x20 | 0x100000)
"""PROT_READ | PROT_WRITE; MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE (mmap(2))."""
