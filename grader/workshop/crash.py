"""What a traceback says to its author: the exception, and the frames in the student's own files, nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.traces.model import Trace

_START = "Traceback (most recent call last):"
_FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<function>.+))?$')
_MOST_LINES = 6


@dataclass(frozen=True)
class CrashLine:
    """A line of the student's: its path below exercises/, its number, the function, its text."""

    file: str
    number: int
    function: str
    text: str


@dataclass(frozen=True)
class Crash:
    """An exception that ended a process: its last lines, and where it passed through the student's code."""

    process: int
    exception: str
    lines: tuple[CrashLine, ...]


def crashes(trace: Trace, folder: Path) -> Iterator[Crash]:
    """Every process's last traceback, main's first; `folder` is where the student's files lay in that run."""
    for process in sorted(trace.processes, key=lambda process: process.role != "main"):
        crash = _read(process.id, process.errors, folder)
        if crash is not None:
            yield crash


def _read(process: int, errors: str, folder: Path) -> Crash | None:
    start = errors.rfind(_START)
    if start < 0:
        return None
    lines = errors[start:].splitlines()[1:]
    own: list[CrashLine] = []
    exception: list[str] = []
    for n, line in enumerate(lines):
        found = _FRAME.match(line)
        if found:
            exception = []
            path = Path(found["file"])
            if path.is_relative_to(folder):
                text = lines[n + 1].strip() if n + 1 < len(lines) and lines[n + 1].startswith("    ") else ""
                function = found["function"] or ""
                own.append(CrashLine(path.relative_to(folder).as_posix(), int(found["line"]), function, text))
        elif exception or (line and not line.startswith(" ")):
            exception.append(line)
    if not exception:
        return None
    return Crash(process, "\n".join(exception[:_MOST_LINES]), tuple(own))


def own_line(files: Iterator[tuple[str, int, str]], folder: Path) -> tuple[str, int, str] | None:
    """The innermost of (file, line, function) that is the student's, its path below exercises/."""
    for file, line, function in files:
        path = Path(file)
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix(), line, function
    return None
