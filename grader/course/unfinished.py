"""What an author still has to write: the lines that say TO WRITE in an exercise's files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from grader.course.contents import CONTENTS, Exercise
from grader.course.misconceptions import CARDS

MARK = "TO WRITE:"
"""What `grader new` writes where an author has work to do; the line is to be deleted when it is done."""
_TABLE = re.compile(r"^\[\[(.+?)\]\]", re.M)
_NAME = re.compile(r'^name\s*=\s*"(\w+)"', re.M)


def unfinished(exercise: Exercise) -> list[str]:
    """One sentence per line that still says so, with its place: of the exercise's own files and those of its unit."""
    samples = exercise.root / "tests" / "submissions"
    paths = [exercise.solution, exercise.scenarios / f"{exercise.name}.py", exercise.hidden_tests]
    paths += [exercise.visible_tests]
    paths += [path for kind in ("right", "wrong") for path in sorted((samples / kind / exercise.key).glob("*.py"))]
    paths += [exercise.stub.with_name(CARDS)]
    found = [(path, *line) for path in paths for line in _marked(_text(path))]
    handout, contents = exercise.stub.with_name("README.md"), exercise.root / CONTENTS
    found += [(handout, *line) for line in _in_handout(_text(handout), exercise)]
    found += [(contents, *line) for line in _in_contents(_text(contents), exercise)]
    return [
        f"{path.relative_to(exercise.root).as_posix()}:{number}: still to write: {what}" for path, number, what in found
    ]


def _marked(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), first):
        _, mark, what = line.partition(MARK)
        if mark:
            yield number, what.strip()


def _in_handout(text: str, exercise: Exercise) -> Iterator[tuple[int, str]]:
    """The marks in the exercise's own section, and before the first of the sections."""
    starts = [0, *(match.start() for match in re.finditer(r"^## ", text, re.M)), len(text)]
    for start, end in pairwise(starts):
        if start == 0 or text[start:end].startswith(f"## {exercise.name}\n"):
            yield from _marked(text[start:end], text.count("\n", 0, start) + 1)


def _in_contents(text: str, exercise: Exercise) -> Iterator[tuple[int, str]]:
    """The marks in the exercise's own table, and in the head of its unit's."""
    starts = [match.start() for match in _TABLE.finditer(text)] + [len(text)]
    unit = ""
    for start, end in pairwise(starts):
        block = text[start:end]
        names = _NAME.findall(block)
        name = names[0] if names else ""
        if block.startswith("[[unit]]"):
            unit = name
        if (unit, name) in ((exercise.unit, exercise.name), (exercise.unit, exercise.unit)):
            yield from _marked(block, text.count("\n", 0, start) + 1)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
