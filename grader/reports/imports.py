"""Code that a process ran only because it imported the program's file: the missing main guard, told with its line."""

from __future__ import annotations

import re

from grader.reports import words
from grader.traces.model import Process, Trace

GUARD = 'if __name__ == "__main__":'
_FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<function>.+)\n(?P<text>    .*)?', re.M)
_IMPORTS_MAIN = ("_fixup_main_from_path", "_fixup_main_from_name")
"""Where a process that was started by spawn or forkserver imports the program (multiprocessing/spawn.py)."""


def import_notes(trace: Trace) -> list[str]:
    """A sentence per line that raised in a process while it imported the program; each line once."""
    found: dict[tuple[str, str], str] = {}
    for process in trace.processes:
        told = _line_at_import(process)
        if told is not None:
            found.setdefault(told[:2], _sentence(trace, process, *told))
    return list(found.values())


def _line_at_import(process: Process) -> tuple[str, str, str] | None:
    """The file, the line and its text at which an import of the program raised, by the traceback that it left."""
    start = process.errors.rfind("Traceback (most recent call last):")
    frames = list(_FRAME.finditer(process.errors[start:])) if start >= 0 else []
    begun = next((n for n, frame in enumerate(frames) if frame["function"] in _IMPORTS_MAIN), None)
    if begun is None:
        return None
    for frame in frames[begun + 1 :]:
        if frame["function"] == "<module>" and not frame["file"].startswith("<"):
            return frame["file"].rpartition("/")[2], frame["line"], (frame["text"] or "").strip()
    return None


def _sentence(trace: Trace, process: Process, file: str, line: str, text: str) -> str:
    code = f": {words.printable(text)}" if text else ""
    return (
        f"{words.name(trace, process.id)} imported {words.printable(file)}, as every process does that spawn or "
        f"forkserver starts, and so ran its line {line} again{code}. Put what only the program itself is to run under "
        f"{GUARD}"
    )
