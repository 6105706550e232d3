"""Below Python: every clock of a watched process reads the virtual time.

The C library reads clocks without a system call, in the vDSO (vdso(7)), a small library that the kernel maps into every
process. The observer maps two pages at a fixed address, one with the virtual time and one with code of its own that
reads it (clock_code/), and makes the vDSO's functions, in the process's private copy, jump there. So `time.time`,
`datetime.now`, the deadline of a lock's timeout and a C extension all agree, in any Python, with -I and -S, and nothing
of it is Python that a program could replace. A fork inherits both; after an exec they are made again.
"""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from functools import cache

from grader.observer.machine import ClockCode, Machine

NAP_MAGIC = 0x6E6170
"""The third argument of the nanosleep of a process that does nothing but read the clock."""
CODE_OFFSET = 4096
_MAP_REST = (2 * 4096, 0x1 | 0x2 | 0x4, 0x2 | 0x20 | 0x100000, 2**64 - 1, 0)
"""mmap(2): PROT_READ | PROT_WRITE | PROT_EXEC; MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE."""
_SHT_DYNSYM = 11


@dataclass(frozen=True)
class Epoch:
    """What the clocks showed when the run began, in nanoseconds."""

    realtime: int
    monotonic: int

    def page(self, now: int) -> bytes:
        """The clock page's content at virtual nanosecond `now`."""
        return struct.pack("6q", now, now, now, 0, self.realtime, self.monotonic)


@dataclass(frozen=True)
class Patch:
    """What to write where, relative to the vDSO's start, and where a bare system call instruction then stands."""

    jumps: tuple[tuple[int, bytes], ...]
    syscall: int


def has_clock(machine: Machine) -> bool:
    """Whether clocks can be virtual on this machine."""
    try:
        return machine.clock is not None and patch(machine.clock) is not None
    except (OSError, ValueError, KeyError, struct.error):
        return False


@cache
def patch(code: ClockCode) -> Patch:
    """The vDSO is the same in every 64-bit process, so ours is read."""
    symbols = _symbols(_image())
    starts = sorted({offset for offset, _ in symbols.values()})
    jumps = []
    for name, entry in code.entries:
        place, size = symbols[name]
        jump = code.jump[0] + struct.pack("<Q", code.page + CODE_OFFSET + entry) + code.jump[1] + code.syscall
        room = max(size, next((start - place for start in starts if start > place), 0))
        if room < len(jump):
            raise ValueError(f"the vDSO's {name} has {size} bytes: too few for a jump")
        jumps.append((place, jump))
    place, jump = jumps[0]
    return Patch(tuple(jumps), place + len(jump) - len(code.syscall))


def _image() -> bytes:
    with open("/proc/self/maps") as maps:
        line = next((line for line in maps if line.endswith("[vdso]\n")), None)
    if line is None:
        raise ValueError("no vDSO")
    start, end = (int(part, 16) for part in line.split()[0].split("-"))
    return ctypes.string_at(start, end - start)


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
        if size:
            found[name.removeprefix("__vdso_").removeprefix("__kernel_")] = (value, size)
    return found


def mapping(machine: Machine) -> tuple[int, ...]:
    """What to give to mmap(2) for the clock's pages: address, length, protection, flags, -1 as unsigned, 0."""
    return (machine.clock.page if machine.clock else 0, *_MAP_REST)
