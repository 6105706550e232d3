"""What instructors decided by hand: points, comments, extensions, excuses; with author and date."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

CORRECTIONS = Path("corrections.json")
"""Where they are kept: beside the gradebook, to be read by people and put under version control."""


class CorrectionsError(Exception):
    """The corrections cannot be used: what is wrong with the file, and what to do."""


@dataclass(frozen=True)
class Correction:
    """One decision about a student and an exercise ("UNIT/NAME"), or a unit for an extension.

    `points` go before the grader's. `excused`: the exercise does not count for the student. `days` are added to the
    unit's deadline. `author` and `date` say whose decision it is.
    """

    student: str
    what: str
    points: float | None = None
    comment: str = ""
    excused: bool = False
    days: int = 0
    author: str = ""
    date: str = ""

    def said(self) -> str:
        """The decision as a sentence's part."""
        parts = []
        if self.points is not None:
            parts.append(f"{self.points:g} points")
        if self.excused:
            parts.append("excused")
        if self.days:
            parts.append(f"{self.days} day{'s' if self.days != 1 else ''} more")
        whose = f" (by {', '.join(filter(None, (self.author, self.date)))})" if self.author or self.date else ""
        comment = f": {self.comment}" if self.comment else ""
        return f"{self.what}: {', '.join(parts) or 'a comment'}{whose}{comment}"


Corrections = Mapping[tuple[str, str], Correction]
"""By student and exercise or unit."""


def read_corrections(path: Path = CORRECTIONS) -> dict[tuple[str, str], Correction]:
    """Return what was decided; nothing where there is no file.

    Raises CorrectionsError if the file is not what `write_corrections` wrote.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        corrections = [_checked(one) for one in found["corrections"]]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorrectionsError(f"{path} cannot be used ({error}); repair it, or move it away") from error
    return {(one.student, one.what): one for one in corrections}


def _checked(data: Mapping[str, object]) -> Correction:
    known = {field.name for field in fields(Correction)}
    if unknown := set(data) - known:
        raise ValueError(f"unknown key {min(unknown)!r}")
    one = Correction(**data)  # type: ignore[arg-type]
    if not isinstance(one.student, str) or not isinstance(one.what, str):
        raise ValueError("a correction without student and what")
    points_fit = one.points is None or (isinstance(one.points, int | float) and 0 <= one.points < float("inf"))
    if not points_fit or not isinstance(one.days, int):
        raise ValueError(f"{one.student}, {one.what}: points or days are no number of at least 0")
    return one


def write_corrections(corrections: Iterable[Correction], path: Path = CORRECTIONS) -> None:
    """Write them all, whole or not at all.

    Raises OSError if that cannot be done.
    """
    listed = [asdict(one) for one in sorted(corrections, key=lambda one: (one.student, one.what))]
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    text = json.dumps({"schema": 1, "corrections": listed}, ensure_ascii=False, indent=1, allow_nan=False)
    beside.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    beside.replace(path)
