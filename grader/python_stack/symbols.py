"""Where an interpreter's `_PyRuntime` lies in a process: from its memory map and its file's symbols (elf(5))."""

from __future__ import annotations

import os
import re
import struct
from dataclasses import dataclass
from functools import lru_cache

_SYMBOL = b"_PyRuntime\0"
_ELF64 = b"\x7fELF\x02"
_ET_DYN = 3
_PT_LOAD = 1
_SHT_DYNSYM = 11
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LARGEST_FILE = 256 << 20
_INTERPRETER = re.compile(r"/(lib)?python(?P<major>3)\.(?P<minor>\d+)\w*(\.so[.\d]*)?$")


@dataclass(frozen=True, slots=True)
class Runtime:
    """The address of `_PyRuntime` in a process, and the version that the file's name tells."""

    address: int
    version: tuple[int, int] | None


def runtime_of(pid: int) -> Runtime | None:
    """The interpreter that a process runs; None if it is no CPython, or gone."""
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            lines = file.read().split("\n")
    except OSError:
        return None
    for line in lines:
        fields = line.split(maxsplit=5)
        if len(fields) < 6 or int(fields[2], 16) != 0:
            continue
        match = _INTERPRETER.search(fields[5])
        if match is None:
            continue
        start = int(fields[0].partition("-")[0], 16)
        value = _symbol_value(pid, fields[5])
        if value is not None:
            is_dynamic, offset = value
            return Runtime((start if is_dynamic else 0) + offset, (int(match["major"]), int(match["minor"])))
    return None


def _symbol_value(pid: int, path: str) -> tuple[bool, int] | None:
    for place in (path, f"/proc/{pid}/root{path}"):
        try:
            found = os.stat(place)
            if found.st_size > _LARGEST_FILE:
                continue
            return _read_symbol(place, found.st_mtime_ns, found.st_size)
        except (OSError, struct.error, ValueError):
            continue
    return None


@lru_cache(maxsize=16)
def _read_symbol(path: str, _mtime_ns: int, _size: int) -> tuple[bool, int] | None:
    """Whether the file is loaded at any address, and the symbol's offset from there, or its address."""
    with open(path, "rb") as file:
        header = file.read(64)
        if not header.startswith(_ELF64):
            return None
        kind = struct.unpack_from("H", header, 16)[0]
        program_at, section_at = struct.unpack_from("QQ", header, 32)
        program_size, programs, section_size, sections = struct.unpack_from("4H", header, 54)
        file.seek(section_at)
        table = file.read(section_size * sections)
        rows = [struct.unpack_from("IIQQQQIIQQ", table, section_size * n) for n in range(sections)]
        symbols = next((row for row in rows if row[1] == _SHT_DYNSYM), None)
        if symbols is None:
            return None
        names = rows[symbols[6]]
        file.seek(names[4])
        name_at = (b"\0" + file.read(names[5])).find(b"\0" + _SYMBOL)
        file.seek(symbols[4])
        wanted = (row for row in struct.iter_unpack("IBBHQQ", file.read(symbols[5])) if row[0] == name_at and row[4])
        value = next((row[4] for row in wanted), None)
        if name_at < 0 or value is None:
            return None
        file.seek(program_at)
        table = file.read(program_size * programs)
        segments = [struct.unpack_from("IIQQQQQQ", table, program_size * n) for n in range(programs)]
        base = min((row[3] for row in segments if row[0] == _PT_LOAD), default=0) // _PAGE * _PAGE
    return kind == _ET_DYN, value - base if kind == _ET_DYN else value
