"""An interpreter that has started: what is in its memory and registers, to be put in place of one that starts.

It is taken from a process that has one thread and stands at a signal's stop (`take`), and kept in two files: the
pages of its heap, which a process maps, and the rest as JSON. Addresses are the kernel's choice; without
randomisation (personality(2)) they are the same in every start of one program.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grader.observer import proc, ptrace
from grader.observer.machine import Machine
from grader.observer.ptrace import Registers

_PAGE = os.sysconf("SC_PAGE_SIZE")
_MAPPING = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) \S+ (\d+) *(.*)$", re.M)
_IN_MEMORY, _SWAPPED, _FROM_FILE = 1 << 63, 1 << 62, 1 << 61
"""Bits of /proc/PID/pagemap (proc(5)); a page that is in memory and not from a file has been written to."""
_KERNELS = ("[vvar", "[vdso]", "[vsyscall]", "[stack]")
_GET_RSEQ_CONFIGURATION = 0x420F
_TID_BEFORE_ROBUST_LIST = 16
"""Where the C library keeps a thread's id (struct pthread of glibc): `tid`, an int, a pointer, then the list's head."""
_STARTS_DIFFERENTLY = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_", "GLIBC_", "GCONV_")
"""Beginnings of the names of variables that decide how an interpreter starts."""
_OF_THE_C_LIBRARY = 0b11 << 31
"""Signals 32 and 33 in a mask of signals."""
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Area:
    """One mapping of the interpreter's: where, with which rights ("rw-p"), from which file ("" for none) and place."""

    start: int
    end: int
    rights: str
    offset: int
    path: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that is needed to go on from there, in another process that has just started the same program.

    `heaps` are areas whose pages are in the file of pages, at `offset`; `pages` are other pages that were written to,
    each with its address, length and place in that file. `lowest` and `highest` bound what is kept of the stack.
    `threads` is what the kernel keeps for the C library: addresses of the robust list, the thread's id, and the area of
    restartable sequences with its size and signature.
    """

    program: str
    beginning: tuple[str, ...]
    environment: Mapping[str, str]
    ignored: str
    registers: str
    break_: int
    vdso: int
    areas: tuple[Area, ...]
    heaps: tuple[Area, ...]
    pages: tuple[tuple[int, int, int], ...]
    size: int
    lowest: int
    highest: int
    threads: tuple[int, int, int, int, int]
    files: Mapping[str, tuple[int, int]]
    pages_name: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> Snapshot:
        """Raises ValueError, TypeError or KeyError if that is not one."""
        kept: dict[str, Any] = json.loads(text)
        for name in ("areas", "heaps"):
            kept[name] = tuple(Area(**area) for area in kept[name])
        kept["pages"] = tuple(tuple(page) for page in kept["pages"])
        kept["beginning"] = tuple(kept["beginning"])
        kept["threads"] = tuple(kept["threads"])
        kept["files"] = {path: tuple(facts) for path, facts in kept["files"].items()}
        return Snapshot(**kept)


@dataclass
class Ready:
    """A snapshot, and the file of its pages: outside, and as the processes of the run see it.

    `broken` says that a transplant has failed: no more are made.
    """

    of: Snapshot
    pages: Path
    inside: str
    broken: bool = False
    _contents: list[tuple[int, bytes]] = field(default_factory=list)

    def contents(self) -> list[tuple[int, bytes]]:
        if not self._contents:
            with open(self.pages, "rb") as file:
                for address, length, place in self.of.pages:
                    self._contents.append((address, os.pread(file.fileno(), length, place)))
        return self._contents


def areas(pid: int) -> list[Area]:
    """Return the mappings of a process."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="surrogateescape") as file:
        return [
            Area(int(found[1], 16), int(found[2], 16), found[3], int(found[4], 16), found[6])
            for found in _MAPPING.finditer(file.read())
        ]


def deciding(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment that decide how an interpreter starts."""
    return {name: value for name, value in environment.items() if name.startswith(_STARTS_DIFFERENTLY)}


def ignored(status: Mapping[str, str]) -> str:
    """Return the mask of the signals that a process ignores, without the C library's own two (nptl(7)).

    No program can set those. Whether they are inherited as ignored depends on the program that started the grader.
    """
    return f"{int(status.get('SigIgn', '0'), 16) & ~_OF_THE_C_LIBRARY:x}"


def file_facts(path: str) -> tuple[int, int]:
    """Return what changes when a file does. Raises OSError if it is not there."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size


def take(pid: int, machine: Machine, pages_to: Path) -> Snapshot:
    """Take a snapshot of a process that stands at a stop; the pages of its heap go to a new file.

    Raises OSError or ValueError if it cannot be read, or is not as every interpreter is.
    """
    found = areas(pid)
    stack = next(area for area in found if area.path == "[stack]")
    registers = Registers(machine, pid)
    lowest = (registers.stack_pointer - 256) // _PAGE * _PAGE
    highest = _end_of_auxiliary(pid, stack)
    kept = [area for area in found if not area.path.startswith(_KERNELS)]
    of_files = [area for area in kept if _belongs_to_file(area, kept)]
    others = [area for area in kept if area not in of_files]
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
    pagemap = os.open(f"/proc/{pid}/pagemap", os.O_RDONLY | os.O_CLOEXEC)
    try:
        written = [(a, n) for area in of_files if area.rights[3] == "p" for a, n in _written(pagemap, area)]
        written.append((lowest, highest - lowest))
        with open(pages_to, "wb") as file:
            heaps = tuple(_keep(others, memory, pagemap, file.fileno()))
            pages = tuple(_keep_pages(written, memory, file.fileno(), heaps[-1].offset + _length(heaps[-1])))
    finally:
        os.close(memory)
        os.close(pagemap)
    status = proc.status(pid)
    arguments = proc.command(pid)
    program = proc.executable(pid)
    if program is None:
        raise ValueError("it is gone")
    return Snapshot(
        program=program,
        beginning=arguments[: arguments.index("-c") + 1],
        environment=deciding(proc.environment(pid)),
        ignored=ignored(status),
        registers=registers.copy().hex(),
        break_=next(area.end for area in found if area.path == "[heap]"),
        vdso=next(area.start for area in found if area.path == "[vdso]"),
        areas=tuple(of_files),
        heaps=heaps,
        pages=pages,
        size=pages_to.stat().st_size,
        lowest=lowest,
        highest=highest,
        threads=_threads(pid, machine, int(status["NSpid"].split()[-1])),
        files={area.path: file_facts(area.path) for area in of_files if area.path},
    )


def _belongs_to_file(area: Area, among: list[Area]) -> bool:
    """Return whether an area is a file's, or the zeroed rest of a program's data, which follows it."""
    if area.path and area.path != "[heap]":
        return True
    before = next((other for other in among if other.end == area.start), None)
    return area.path == "" and before is not None and before.path not in ("", "[heap]") and before.rights[1] == "w"


def _written(pagemap: int, area: Area) -> Iterator[tuple[int, int]]:
    """Yield runs of pages of an area that the process has written to: address and length."""
    count = (area.end - area.start) // _PAGE
    entries = memoryview(os.pread(pagemap, 8 * count, area.start // _PAGE * 8)).cast("Q")
    start = None
    for index in range(count + 1):
        own = index < count and bool(entries[index] & (_IN_MEMORY | _SWAPPED)) and not entries[index] & _FROM_FILE
        if own and start is None:
            start = index
        elif not own and start is not None:
            yield area.start + start * _PAGE, (index - start) * _PAGE
            start = None


def _keep(heaps: list[Area], memory: int, pagemap: int, file: int) -> Iterator[Area]:
    place = 0
    for area in heaps:
        for address, length in _written(pagemap, area):
            os.pwrite(file, os.pread(memory, length, address), place + address - area.start)
        yield Area(area.start, area.end, area.rights, place, "")
        place += _length(area)
        os.truncate(file, place)


def _keep_pages(written: list[tuple[int, int]], memory: int, file: int, place: int) -> Iterator[tuple[int, int, int]]:
    for address, length in written:
        os.pwrite(file, os.pread(memory, length, address), place)
        yield address, length, place
        place += length


def _length(area: Area) -> int:
    return area.end - area.start


def _end_of_auxiliary(pid: int, stack: Area) -> int:
    """Return the end of the page with what the kernel has put on the stack besides strings of arguments."""
    platform = proc.auxiliary(pid, 15)  # AT_PLATFORM, a string behind the auxiliary vector
    if platform is None or not stack.start <= platform < stack.end:
        raise ValueError("no platform string on the stack")
    return (platform + 64) // _PAGE * _PAGE + _PAGE


class _RseqConfiguration(ctypes.Structure):
    """struct ptrace_rseq_configuration, <linux/ptrace.h>."""

    _fields_ = (
        ("pointer", ctypes.c_uint64),
        ("size", ctypes.c_uint32),
        ("signature", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("pad", ctypes.c_uint32),
    )


def _threads(pid: int, machine: Machine, inner: int) -> tuple[int, int, int, int, int]:
    head, length = ctypes.c_ulong(), ctypes.c_ulong()
    if _LIBC.syscall(machine.calls["get_robust_list"], pid, ctypes.byref(head), ctypes.byref(length)) or not head.value:
        raise OSError(ctypes.get_errno(), "get_robust_list")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(head.value - _TID_BEFORE_ROBUST_LIST)
        if struct.unpack("i", memory.read(4))[0] != inner:
            raise ValueError("the C library keeps the thread's id elsewhere")
    rseq = _RseqConfiguration()
    ptrace.request(_GET_RSEQ_CONFIGURATION, pid, ctypes.sizeof(rseq), ctypes.addressof(rseq))
    return head.value, head.value - _TID_BEFORE_ROBUST_LIST, rseq.pointer, rseq.size, rseq.signature
