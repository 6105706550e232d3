"""The texts of the program's own files in which the lines of a trace stand, found beside the program."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.traces.model import Trace

_MOST_BYTES = 1_000_000
_MOST_FOLDERS = 300
_NOT_THE_PROGRAMS = ("__pycache__", "node_modules", "site-packages")


def source_texts(trace: Trace, program: Sequence[str]) -> dict[str, str]:
    """The text of each file that the trace names, by name; `program` is the command line without the interpreter.

    A trace has the names of files, no folders: the program's own file and those beside it come first, then those
    in the current folder and below both. A name that leads to no file that can be read as text is left out.
    """
    wanted = {event.where.rpartition(":")[0] for event in trace.events if event.where}
    found: dict[str, str] = {}
    for path in _candidates(program):
        if path.name in wanted - found.keys():
            text = _read(path)
            if text is not None:
                found[path.name] = text
        if wanted <= found.keys():
            break
    return found


def _candidates(program: Sequence[str]) -> Iterator[Path]:
    here = Path.cwd()
    folders = [here]
    if program and program[0] != "-m":
        path = Path(program[0]).absolute()
        if path.is_file():
            yield path
        folders = [path if path.is_dir() else path.parent, here]
    left = _MOST_FOLDERS
    for folder in dict.fromkeys(folders):
        for place, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith(".") and name not in _NOT_THE_PROGRAMS)
            yield from (Path(place, file) for file in sorted(files) if file.endswith(".py"))
            left -= 1
            if left <= 0:
                return


def _read(path: Path) -> str | None:
    try:
        if path.stat().st_size > _MOST_BYTES or not path.is_file():
            return None
        return path.read_text(encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
