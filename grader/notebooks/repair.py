"""What a notebook was before a student handed it in: its cells put back, from whatever is left of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode, from_dict

from grader.gradebook.known import KnownCell

_WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+|--append[ \t]+)?['\"]?([^\s'\"]+)")
_NOT_HERE = "# There was no such cell in the notebook that was handed in."
_MOST_BYTES = 8_000_000
_KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}


def repaired(content: bytes | None, known: tuple[KnownCell, ...]) -> NotebookNode:
    """A notebook with every cell that nbgrader knows, once, of the right type, and all that the student wrote.

    `content` is what was handed in, None if nothing was; it may be anything.
    """
    texts = [(kind, text, name) for kind, text, name in _cells(content)]
    owners = _owners(texts, {cell.name: cell for cell in known})
    cells = []
    for number, (kind, text, _) in enumerate(texts):
        owner = owners.get(number)
        cells.append(_cell(kind, text, None) if owner is None else _cell(owner.cell_type, text, owner))
    make: Any = nbformat.v4
    return with_missing(make.new_notebook(cells=cells), known)


def with_missing(nb: NotebookNode, known: tuple[KnownCell, ...]) -> NotebookNode:
    """The notebook with the cells that are not in it put where they were: after the one that stood before them."""
    names = [_name(cell) for cell in nb.cells]
    at = next((names.index(cell.name) for cell in known if cell.name in names), len(names))
    for cell in known:
        if cell.name in names:
            at = names.index(cell.name) + 1
        else:
            nb.cells.insert(at, _cell(cell.cell_type, cell.source if cell.locked else _NOT_HERE, cell))
            names.insert(at, cell.name)
            at += 1
    return nb


def _name(cell: NotebookNode) -> object:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _cell(kind: str, text: str, owner: KnownCell | None) -> NotebookNode:
    make: Any = nbformat.v4
    cell: NotebookNode = {"code": make.new_code_cell, "raw": make.new_raw_cell}.get(kind, make.new_markdown_cell)(text)
    if owner is not None:
        cell.metadata["nbgrader"] = from_dict(owner.metadata())  # type: ignore[no-untyped-call]
        if owner.locked:
            cell.source = owner.source
    return cell


def _owners(texts: list[tuple[str, str, str | None]], known: Mapping[str, KnownCell]) -> dict[int, KnownCell]:
    """Which cell is which: by its name, the last of several; a solution without a name by the file that it writes."""
    owners: dict[int, KnownCell] = {}
    open_ = dict(known)
    for by_name in (True, False):
        for number in reversed(range(len(texts))):
            kind, text, name = texts[number]
            if not by_name:
                found = _WRITES.match(text) if kind == "code" else None
                name = PurePosixPath(found[1]).stem if found else None
                if name is None or name not in known or not known[name].solution:
                    continue
            if number not in owners and name in open_:
                owners[number] = open_.pop(name)
    return owners


def _cells(content: bytes | None) -> Iterable[tuple[str, str, str | None]]:
    """Each cell's type, text and name, of a notebook of any version or in any state."""
    if content is None or len(content) > _MOST_BYTES:
        return
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    for sheet in _list(data, "worksheets") or [data]:
        for cell in _list(sheet, "cells"):
            if not isinstance(cell, dict):
                continue
            source = cell.get("source", cell.get("input", ""))
            if isinstance(source, list):
                source = "".join(line for line in source if isinstance(line, str))
            if isinstance(source, str):
                # A lone surrogate, as JSON allows, cannot be written to a file.
                text = source.encode("utf-8", "backslashreplace").decode("utf-8")
                yield _KINDS.get(str(cell.get("cell_type")), "raw"), text, _grade_id(cell)


def _list(data: object, key: str) -> list[Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _grade_id(cell: dict[str, Any]) -> str | None:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) else None
