"""Where the handout speaks of something: the line of exercises/UNIT/README.md that explains a misconception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grader.course.contents import Course, Exercise
from grader.course.misconceptions import Misconception, handout_text, heading_line

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_HEADING = re.compile(r"^#+ +(.+)$", re.M)


@dataclass(frozen=True)
class HandoutPlace:
    """A line of a file; `explains` is False where it is only the exercise's section."""

    path: Path
    line: int
    explains: bool


def place_of(exercise: Exercise, misconception: str | None) -> HandoutPlace | None:
    """Where the unit's handout explains the misconception, else its section on the exercise; None without either.

    A misconception is explained where its name stands as a bold phrase or as a heading.
    """
    path = exercise.root / "exercises" / exercise.unit / "README.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if misconception:
        wanted = _plain(misconception)
        for found in (*_BOLD.finditer(text), *_HEADING.finditer(text)):
            if _plain(found[1]) == wanted:
                return HandoutPlace(path, _line(text, found.start()), True)
    for found in _HEADING.finditer(text):
        if re.search(rf"\b{re.escape(exercise.name)}\b", found[1]):
            return HandoutPlace(path, _line(text, found.start()), False)
    return None


def place_on_card(course: Course, card: Misconception | None) -> HandoutPlace | None:
    """Where the handout explains a misconception, as its card says; None if there is no such place."""
    if card is None or not card.handout:
        return None
    file, _, anchor = card.handout.partition("#")
    text = handout_text(course, card)
    line = heading_line(text, anchor) if text is not None and anchor else 1
    return HandoutPlace(course.root / "exercises" / file, line, True) if text is not None and line is not None else None


def _plain(phrase: str) -> str:
    return " ".join(phrase.replace("`", "").casefold().split()).rstrip(".:,")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
