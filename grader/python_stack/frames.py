"""Which Python line a stopped thread is at, and which lines called it: its frames, innermost first."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grader.python_stack.layout import FIRST_OWNER_TO_SKIP, TABLE_BYTES, Offsets, layout
from grader.python_stack.symbols import runtime_of

Read = Callable[[int, int], bytes]
"""Bytes of the process's memory, by address and length; OSError where nothing is mapped."""

_MOST_THREADS = 1000
_MOST_FRAMES = 500
_LONGEST_TEXT = 1000
_LONGEST_TABLE = 1 << 20
_MOST_CODES = 10_000
_MOST_LINES = 1_000
_POINTER_TAGS = 7
"""From 3.14 on, a frame's reference to its code is tagged in its lowest bits (_PyStackRef)."""


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A line that a thread is at: the function, its file as the program knows it, and the line's number.

    `frame` is the address of the function's frame and `unit` how far it has come in its bytecode: two equal lines are
    the same moment of the same call.
    """

    function: str
    file: str
    line: int
    frame: int
    unit: int

    @property
    def where(self) -> str:
        """The line as it is told: "FILE:LINE"."""
        return f"{os.path.basename(self.file)}:{self.line}"


@dataclass(frozen=True, slots=True)
class _Code:
    raw: bytes
    function: str
    file: str
    table: bytes
    first_line: int
    lines: dict[int, int] = field(default_factory=dict)
    """The lines of code units that were asked for already."""

    def line(self, unit: int) -> int:
        found = self.lines.get(unit)
        if found is None:
            found = line_of(self.table, self.first_line, unit)
            if len(self.lines) < _MOST_LINES:  # a program may forge where it stands
                self.lines[unit] = found
        return found


@dataclass(slots=True)
class Interpreter:
    """The interpreter of a process and of its forks: where it keeps its threads, and the code objects seen so far."""

    address: int
    layout: Offsets
    codes: dict[int, _Code] = field(default_factory=dict)


def interpreter(pid: int, read: Read) -> Interpreter | None:
    """The interpreter of a process; None if it is no CPython of a known kind."""
    runtime = runtime_of(pid)
    if runtime is None:
        return None
    try:
        known = layout(read(runtime.address, TABLE_BYTES), runtime.version)
    except (OSError, struct.error):
        return None
    return Interpreter(runtime.address, known) if known is not None else None


def frames(of: Interpreter, read: Read, tid: int) -> Iterator[ThreadLine]:
    """The frames of a thread, innermost first, one after the other as they are asked for.

    `tid` is the thread's id as its process sees it. Where no thread has that id (the first moments of a fork's child),
    the interpreter's only thread is taken. Ends early where the memory makes no sense.
    """
    try:
        thread = _thread(of, read, tid)
        frame = _current_frame(of.layout, read, thread) if thread else 0
        for _ in range(_MOST_FRAMES):
            if not frame:
                return
            raw = read(frame, 80)
            if raw[of.layout.frame_owner] < FIRST_OWNER_TO_SKIP:
                line = _line(of, read, frame, raw)
                if line is not None:
                    yield line
            frame = _pointer(raw, of.layout.frame_previous)
    except (OSError, struct.error, IndexError, OverflowError):
        return


def _pointer(raw: bytes, at: int = 0) -> int:
    value: int = struct.unpack_from("Q", raw, at)[0]
    return value


def _thread(of: Interpreter, read: Read, tid: int) -> int:
    """The address of the thread's state; 0 if there is none."""
    only: list[int] = []
    head = _pointer(read(of.address + of.layout.interpreters_head, 8))
    for _ in range(_MOST_THREADS):
        if not head:
            break
        thread = _pointer(read(head + of.layout.threads_head, 8))
        while thread and len(only) < _MOST_THREADS:
            if _pointer(read(thread + of.layout.native_thread_id, 8)) == tid:
                return thread
            only.append(thread)
            thread = _pointer(read(thread + of.layout.thread_next, 8))
        head = _pointer(read(head + of.layout.interpreter_next, 8))
    return only[0] if len(only) == 1 else 0


def _current_frame(known: Offsets, read: Read, thread: int) -> int:
    if known.cframe is None:
        return _pointer(read(thread + known.current_frame, 8))
    return _pointer(read(_pointer(read(thread + known.cframe, 8)) + known.current_frame, 8))


def _line(of: Interpreter, read: Read, frame: int, raw: bytes) -> ThreadLine | None:
    address = _pointer(raw, of.layout.frame_code) & ~_POINTER_TAGS
    code = _code(of, read, address)
    if code is None:
        return None
    unit = (_pointer(raw, of.layout.frame_instruction) - (address + of.layout.code_bytecode)) // 2
    return ThreadLine(code.function, code.file, code.line(unit), frame, unit)


def _code(of: Interpreter, read: Read, address: int) -> _Code | None:
    """A code object; what is kept of it is used again as long as the object has not changed."""
    known = of.layout
    raw = read(address, known.code_bytecode)
    kept = of.codes.get(address)
    if kept is not None and kept.raw == raw[known.code_firstlineno :]:
        return kept
    table_at = _pointer(raw, known.code_linetable)
    length = _pointer(read(table_at + 16, 8))
    if length > _LONGEST_TABLE:
        return None
    found = _Code(
        raw[known.code_firstlineno :],
        _text(known, read, _pointer(raw, known.code_name)),
        _text(known, read, _pointer(raw, known.code_filename)),
        read(table_at + 32, length),
        struct.unpack_from("i", raw, known.code_firstlineno)[0],
    )
    if len(of.codes) < _MOST_CODES:
        of.codes[address] = found
    return found


def _text(known: Offsets, read: Read, address: int) -> str:
    """A string object (PyASCIIObject and PyCompactUnicodeObject, unicodeobject.h), cut where it is too long."""
    header = read(address, 40)
    length, state = struct.unpack_from("q8xI", header, 16)
    kind, is_ascii = state >> 2 & 7, state >> 6 & 1
    data = read(
        address + (known.ascii_header if is_ascii else known.compact_header), min(length, _LONGEST_TEXT) * max(kind, 1)
    )
    encoding = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}.get(kind, "latin-1")
    return data.decode(encoding, errors="backslashreplace")


def line_of(table: bytes, first_line: int, unit: int) -> int:
    """The line of a code unit (two bytes of bytecode) by a location table (InternalDocs/code_objects.md)."""
    line, at, covered = first_line, 0, 0
    while at < len(table):
        kind = table[at] >> 3 & 15
        covered += (table[at] & 7) + 1
        if kind in (13, 14):
            value, shift, next_at = 0, 0, at + 1
            while True:
                value |= (table[next_at] & 63) << shift
                if not table[next_at] & 64:
                    break
                shift, next_at = shift + 6, next_at + 1
            line += -(value >> 1) if value & 1 else value >> 1
        elif 10 <= kind <= 12:
            line += kind - 10
        if unit < covered:
            return line
        at += 1
        while at < len(table) and not table[at] & 128:
            at += 1
    return line
