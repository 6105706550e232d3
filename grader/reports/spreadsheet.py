"""CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from grader.reports.escaping import plain

Cell = str | float | int | None

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def text_cell(text: str) -> str:
    """The text with nothing invisible in it, and with an apostrophe before what a spreadsheet would take for a formula.

    Spreadsheets also skip blanks before a formula, and begin a new cell after a separator: the writer quotes those.
    """
    safe = plain(text)
    return "'" + safe if safe.lstrip().startswith(_STARTS_A_FORMULA) else safe


def number_cell(number: float | None) -> str:
    """A number as people write it; nothing where there is none, because blank is not zero."""
    return "" if number is None else f"{round(number, 6):.12g}"


def row(cells: Iterable[Cell]) -> list[str]:
    """The cells as text: numbers as numbers, texts made harmless."""
    return [text_cell(cell) if isinstance(cell, str) else number_cell(cell) for cell in cells]


def to_csv(header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    """A whole table, as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(row(header))
    writer.writerows(row(cells) for cells in rows)
    return out.getvalue()
