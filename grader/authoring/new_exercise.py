"""A new exercise: all of its files, from a template that works, with a mark wherever the author has work to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path, PurePosixPath

from grader.course.contents import CONTENTS, Course, CourseError, read_course
from grader.course.misconceptions import CARDS, read_registry
from grader.course.stubs import stub_of
from grader.course.unfinished import MARK

TEMPLATES = ("process", "threads", "asyncio", "subprocess")
"""The templates: each is an exercise that works, with its samples."""
_EXERCISE, _UNIT = "the_exercise", "the_unit"
"""How the templates name what is new."""
_UNIT_TABLE = re.compile(r"^\[\[unit\]\][^\n]*\n", re.M)


@dataclass(frozen=True)
class New:
    """A new exercise of a course: where it goes, which template it is made from, and whether the marks stay out."""

    unit: str
    name: str
    kind: str = TEMPLATES[0]
    finished: bool = False

    def text(self, template: str) -> str:
        """A template's text with the new names; without the lines of marks where it is to be finished."""
        text = template.replace(_EXERCISE, self.name).replace(_UNIT, self.unit)
        if not self.finished:
            return text
        # A mark is a line, or a paragraph of one line.
        text = re.sub(rf"\n\n[^\n]*{MARK}[^\n]*\n\n", "\n\n", text)
        return re.sub(rf"[^\n]*{MARK}[^\n]*\n", "", text)


def split_name(wanted: str) -> tuple[str, str]:
    """The unit and the exercise that "UNIT/NAME" names.

    Raises CourseError if it names no two.
    """
    parts = PurePosixPath(wanted).parts
    if len(parts) != 2 or wanted.startswith("/"):
        raise CourseError(f"{wanted!r} names no new exercise; write UNIT/NAME, like first_steps/stop_child")
    return parts[0], parts[1]


def add_exercise(course: Course, new: New) -> list[Path]:
    """Write the files of a new exercise, and its entries in the files that it shares with others; all paths, in order.

    Raises CourseError, and leaves everything as it was, if there is such an exercise or file already, or if a name
    cannot be used.
    """
    root = course.root
    if course.exercise(f"{new.unit}/{new.name}") is not None:
        raise CourseError(f"there is an exercise {new.unit}/{new.name} already; choose another name")
    texts = {root / path: text for path, text in _own_files(new)}
    for path in texts:
        if path.exists():
            raise CourseError(f"{path} is there already; move it away, or choose another name")
    shared = dict(_shared_files(course, new))
    before = {path: path.read_bytes() if path.is_file() else None for path in shared}
    _write(shared)
    try:
        made = read_course(root)
        _write(texts)
        exercise = made.exercise(f"{new.unit}/{new.name}")
        assert exercise is not None
        _write({exercise.stub: stub_of(exercise)})
    except BaseException:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)
        for path in texts:
            path.unlink(missing_ok=True)
        raise
    return [*shared, *texts, exercise.stub]


def _write(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _template(kind: str) -> Traversable:
    return files("grader.authoring") / "templates" / kind


def _own_files(new: New) -> Iterator[tuple[str, str]]:
    """The files that only this exercise has, by their paths below the course's folder."""
    template = _template(new.kind)
    places = {
        "solution.py": f"solutions/{new.unit}/{new.name}.py",
        "scenario.py": f"tests/scenarios/{new.unit}/{new.name}.py",
        "hidden.py": f"tests/hidden/{new.unit}/test_{new.name}.py",
        "visible.py": f"tests/visible/{new.unit}/test_{new.name}.py",
    }
    for name, place in places.items():
        yield place, new.text((template / name).read_text(encoding="utf-8"))
    for kind in ("right", "wrong"):
        for sample in sorted((template / kind).iterdir(), key=lambda one: one.name):
            if sample.name.endswith(".py"):
                place = f"tests/submissions/{kind}/{new.unit}/{new.name}/{sample.name}"
                yield place, new.text(sample.read_text(encoding="utf-8"))


def _shared_files(course: Course, new: New) -> Iterator[tuple[Path, str]]:
    """The table of contents, the unit's handout and its cards, with the new exercise in them."""
    template, unit = _template(new.kind), course.root / "exercises" / new.unit
    contents = course.root / CONTENTS
    entry = new.text((template / "entry.toml").read_text(encoding="utf-8"))
    yield contents, _with_entry(contents.read_text(encoding="utf-8"), new, entry)
    handout = unit / "README.md"
    before = handout.read_text(encoding="utf-8") if handout.is_file() else f"# {_title(new.unit)}\n"
    yield handout, f"{before.rstrip()}\n\n{new.text((template / 'handout.md').read_text(encoding='utf-8'))}"
    known = read_registry(course).cards
    cards = new.text((template / "cards.toml").read_text(encoding="utf-8"))
    wanted = [card for card in re.split(r"\n\n(?=\[)", cards.strip()) if not tomllib.loads(card).keys() & known.keys()]
    if wanted:
        path = unit / CARDS
        there = [path.read_text(encoding="utf-8").rstrip()] if path.is_file() else []
        yield path, "\n\n".join([*there, *wanted]) + "\n"


def _with_entry(contents: str, new: New, entry: str) -> str:
    """The table of contents with one more exercise, at the end of its unit, which is new where there is none."""
    starts = [match.start() for match in _UNIT_TABLE.finditer(contents)] + [len(contents)]
    for start, end in pairwise(starts):
        if (name := re.search(r'^name\s*=\s*"(.*)"', contents[start:end], re.M)) and name[1] == new.unit:
            return f"{contents[:end].rstrip()}\n\n{entry}" + (f"\n{contents[end:]}" if end < len(contents) else "")
    head = f'[[unit]]\nname = "{new.unit}"\n# {MARK} the title of the unit\ntitle = "{_title(new.unit)}"\n\n'
    return f"{contents.rstrip()}\n\n{new.text(head)}{entry}"


def _title(unit: str) -> str:
    return unit.replace("_", " ").capitalize()
