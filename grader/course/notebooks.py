"""Which files a notebook writes: the cells that begin with %%writefile, read without running anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from grader.course.helpers import Helpers, without_notation

_MAGIC = re.compile(r"%%(?:writefile|file)[ \t]+(?P<rest>.*)")
_APPEND = re.compile(r"(?:^|\s)(?:-a|--append)(?=\s|$)")


@dataclass(frozen=True)
class Notebook:
    """What a notebook holds: the files that its cells write, by the names as written there, or why it holds none."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problem: str | None = None


def read_notebook(content: bytes) -> Notebook:
    """The files of a notebook, in whatever state it is: never an exception.

    The last cell that writes a file wins, and comes last; one with `-a` adds to what came before. A solution cell that
    lost its magic line is known by its nbgrader id, the exercise's name, also where it became a cell of another type.
    Cells that write nothing only give the definitions that these use and do not have.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Notebook(problem=f"is no notebook ({_brief(error)}); open it in Jupyter, save it and hand it in again")
    cells = list(_sources(data))
    if not cells:
        return Notebook(problem="has no code cells; hand in the notebook that you wrote your solution in")
    written: dict[str, list[str]] = {}
    nameless: dict[str, str] = {}
    others: list[str] = []
    for source, grade_id in cells:
        if (magic := _magic(source)) is not None:
            rest, body = magic
            name, appends = _target(rest)
            # The magic ends the last line, as Jupyter does when the cell is run.
            body = body if body.endswith("\n") else body + "\n"
            before = written.pop(name, [])
            if not appends:
                before = []
            before.append(body)
            written[name] = before
        elif grade_id is not None and source.strip():
            nameless[f"{grade_id}.py"] = source + "\n"
        else:
            others.append(source)
    known = {PurePosixPath(name).name for name in written}
    files = {name: "".join(bodies) for name, bodies in written.items()}
    files |= {name: source for name, source in nameless.items() if name not in known}
    if not files:
        return Notebook(problem="has no cell that begins with %%writefile NAME.py; write your solution into such cells")
    helpers = Helpers(others)
    files = {
        name: helpers.added_to(without_notation(text)) if name.endswith(".py") else text for name, text in files.items()
    }
    # A lone surrogate, as JSON allows, is no text: it is passed on to be found there, with its line.
    return Notebook({name: text.encode("utf-8", "surrogatepass") for name, text in files.items()})


def _magic(source: str) -> tuple[str, str] | None:
    """What stands behind a cell's %%writefile, and what comes below it; None in a cell without.

    Before it may stand what people leave there: empty lines, comments, other magics and commands.
    """
    at = 0
    while at < len(source):
        end = source.find("\n", at)
        end = len(source) if end < 0 else end
        line = source[at:end].lstrip()
        if found := _MAGIC.match(line):
            return found["rest"], source[end + 1 :]
        if line and line[0] not in "#!%":
            return None
        at = end + 1
    return None


def _brief(error: Exception) -> str:
    return str(error)[:100] if isinstance(error, json.JSONDecodeError) else "it is no JSON text"


def _target(rest: str) -> tuple[str, bool]:
    """The file's name and whether the cell adds to it, from what stands behind %%writefile."""
    name = _APPEND.sub(" ", rest).strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1]
    return name, bool(_APPEND.search(rest))


def _sources(data: Any) -> Iterator[tuple[str, str | None]]:
    """Every code cell's text, with its nbgrader id if it is a solution; whatever is of another type is passed over."""
    sheets = _items(data, "worksheets") or [data]
    for cell in (cell for sheet in sheets for cell in _items(sheet, "cells")):
        if not isinstance(cell, dict) or (cell.get("cell_type") != "code" and _solution_id(cell) is None):
            continue
        # Notebooks of version 3 have worksheets, and say "input".
        source = cell.get("source", cell.get("input"))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if isinstance(source, str):
            yield source.replace("\r\n", "\n"), _solution_id(cell)


def _items(data: Any, key: str) -> list[Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _solution_id(cell: dict[str, Any]) -> str | None:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(nbgrader, dict) or nbgrader.get("solution") is not True:
        return None
    name = nbgrader.get("grade_id")
    return name if isinstance(name, str) and name.isidentifier() else None
