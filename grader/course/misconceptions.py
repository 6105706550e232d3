"""The cards of misconceptions: what each name means, where the handout explains it, and what to ask a student."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from grader.course.contents import Course, Exercise

CARDS = "misconceptions.toml"
_BUILT_IN = Path(__file__).with_name("misconceptions.toml")


@dataclass(frozen=True, slots=True)
class Misconception:
    """One card. `line` is for student and instructor; `wrong` is a short wrong program, `happens` what it does, and
    `ask` a question that leads to the right one. `handout` is a path below exercises/, with the heading's anchor; a
    name that the grader itself knows has none. `look` says where in the student's file the fault is, if the run does
    not show it (`grading/student_lines.py`): "Pool|Process" is the first use of one of these, "@sleep" the line that
    slept, "@return" the function's return."""

    name: str
    line: str
    handout: str = ""
    wrong: str = ""
    happens: str = ""
    ask: str = ""
    look: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """All cards of a course by name, where each stands, and what is wrong with the files that hold them."""

    cards: Mapping[str, Misconception]
    places: Mapping[str, Path]
    problems: tuple[str, ...] = ()

    def line(self, name: str | None) -> str:
        """The one-line explanation; empty without a card."""
        card = self.cards.get(name or "")
        return card.line if card is not None else ""

    def near(self, name: str) -> list[str]:
        """The names that somebody who wrote this one may have meant."""
        by_plain_name = {known.casefold(): known for known in self.cards}
        found = difflib.get_close_matches(name.casefold(), by_plain_name, n=3, cutoff=0.5)
        found += [plain for plain in by_plain_name if name.casefold() in plain and plain not in found]
        return [by_plain_name[plain] for plain in found[:5]]


def read_registry(course: Course) -> Registry:
    """The grader's own cards, those of exercises/misconceptions.toml, and those of each unit.

    What is wrong in a file is told in `problems`; the other cards are there all the same.
    """
    cards: dict[str, Misconception] = {}
    places: dict[str, Path] = {}
    problems: list[str] = []
    for path in (_BUILT_IN, *card_files(course)):
        for name, card in _read(path, problems):
            # A course may say better what the grader says of every course.
            if name in places and places[name] != _BUILT_IN:
                problems.append(f"{_shown(path, course)}: [{name!r}] has a card in {_shown(places[name], course)}, too")
                continue
            cards[name], places[name] = card, path
            problems += _wrong_handout(card, path, course)
    return Registry(cards, places, tuple(problem.replace(f"{course.root}/", "") for problem in problems))


def card_files(course: Course) -> list[Path]:
    """The course's own files of cards that are there: those of several units, then those of each."""
    folder = course.root / "exercises"
    return [path for path in (folder / CARDS, *(folder / unit.name / CARDS for unit in course.units)) if path.is_file()]


def _shown(path: Path, course: Course) -> str:
    return str(path.relative_to(course.root)) if path.is_relative_to(course.root) else path.name


def _read(path: Path, problems: list[str]) -> Iterator[tuple[str, Misconception]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path} cannot be read: {error}")
        return
    for name, table in data.items():
        wrong = list(_wrong_with(table, built_in=path == _BUILT_IN))
        problems += [f"{path}: [{name!r}] {what}" for what in wrong]
        if isinstance(table, dict) and isinstance(table.get("line"), str):
            known = {key: str(table[key]).strip("\n") for key in _KEYS if key in table}
            yield name, Misconception(name, **known, look=_looks(table))


def look_of(exercise: Exercise, name: str) -> tuple[str, ...]:
    """What the card of a misconception says of the place in the student's file; empty without a card that says it."""
    folder = exercise.root / "exercises"
    for path in (folder / exercise.unit / CARDS, folder / CARDS, _BUILT_IN):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        if isinstance(table, dict):
            return _looks(table)
    return ()


def _looks(table: Mapping[str, Any]) -> tuple[str, ...]:
    found = table.get("look", [])
    return tuple(map(str, found)) if isinstance(found, list) else ()


_KEYS = tuple(field.name for field in fields(Misconception) if field.name not in ("name", "look"))


def _wrong_with(table: Any, *, built_in: bool) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "is no card: write a table with line, handout, wrong, happens and ask"
        return
    for key in table.keys() - {*_KEYS, "look"}:
        near = difflib.get_close_matches(key, (*_KEYS, "look"), n=1)
        yield f"has the unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    for key in _KEYS:
        value = table.get(key)
        if value is None and not built_in:
            yield f"lacks {key!r}"
        elif value is not None and (not isinstance(value, str) or not value.strip()):
            yield f"needs a text as {key!r}"
    if list(_looks(table)) != table.get("look", []):
        yield "needs a list of texts as 'look'"
    if isinstance(line := table.get("line"), str) and "\n" in line.strip():
        yield "needs one line as 'line'"


def _wrong_handout(card: Misconception, path: Path, course: Course) -> Iterator[str]:
    """What is wrong with the place in the handout: the file, or the heading that the anchor names."""
    file, _, anchor = card.handout.partition("#")
    if not file:
        return
    text = handout_text(course, card)
    if text is None:
        yield f"{path}: [{card.name!r}] names the handout exercises/{file}, which is not there"
    elif anchor and heading_line(text, anchor) is None:
        yield f"{path}: [{card.name!r}] names #{anchor}, but exercises/{file} has no such heading"


def handout_text(course: Course, card: Misconception) -> str | None:
    """The handout that a card names; None if it cannot be read."""
    try:
        return (course.root / "exercises" / card.handout.partition("#")[0]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def heading_line(text: str, anchor: str) -> int | None:
    """The number of the line whose heading has that anchor, as GitHub makes anchors; None without one."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") and anchor_of(line.lstrip("#")) == anchor:
            return number
    return None


def anchor_of(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    kept = (c for c in heading.strip().casefold() if c.isalnum() or c in "-_ ")
    return "".join(kept).replace(" ", "-")
