"""Which exercise or unit a file or folder is for, by its name or, where that says nothing, by what it defines."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from grader.course.contents import Course, Exercise
from grader.course.names import is_editors, spelled, taken_apart

EXACT, SPELLED, COPY, AFFIX, CONTENT = range(5)
"""How sure it is: the very name; but for case, blanks and hyphens; with a copy's mark or another ending; a part of the
name, and it defines what is asked for; only what it defines."""

_CODE = (".py", ".txt", ".py3", ".pyw", ".text", "")
_BESIDE_UNIT = (
    r"(?:(?:unit|week|hw|homework|lab|ex|assignment|chapter|part|module)?_?\d*_)?{}"
    r"(?:_(?:unit|homework|hw|exercises?|solutions?|\d+))?"
)
_OURS = re.compile(r"(?:^|/)tests/(?:visible|hidden|scenarios|submissions|grader)/|(?:^|/)grader/")


def unit_named(name: str, course: Course) -> str | None:
    """The unit that a folder's or a notebook's name says ("fork", "Fork ", "01-fork", "fork (1)")."""
    if course.unit(name):
        return name
    words = (spelled(name), taken_apart(name).bare)
    for unit in course.units:
        pattern = re.compile(_BESIDE_UNIT.format(re.escape(unit.name)))
        if any(pattern.fullmatch(word) for word in words):
            return unit.name
    return None


def unit_around(path: str, course: Course) -> str | None:
    """The unit of the nearest folder above a file that is named after one."""
    for folder in reversed(path.split("/")[:-1]):
        if unit := unit_named(folder, course):
            return unit
    return None


def is_ours(path: str) -> bool:
    """Whether it is a test or scenario of the course's own, of which students have copies."""
    return _OURS.search(path) is not None


def exercise_named(path: str, course: Course) -> tuple[Exercise, int] | None:
    """The exercise whose name a file has, and how sure that is; None where it has none's.

    Where several units have an exercise of that name, the folder says which.
    """
    name = path.rpartition("/")[2]
    if is_ours(path) or is_editors(name) or PurePosixPath(name.strip().casefold()).suffix not in _CODE:
        return None
    spelling = taken_apart(name)
    if spelling.notebook:
        return None
    around = unit_around(path, course)
    found: list[tuple[Exercise, int]] = []
    for exercise in course.exercises:
        with_unit = f"{exercise.unit}_{exercise.name}"
        if name == f"{exercise.name}.py":
            found.append((exercise, EXACT))
        elif spelling.python and spelling.stem == exercise.name:
            found.append((exercise, SPELLED))
        elif {spelling.stem, spelling.bare} & {exercise.name, with_unit}:
            found.append((exercise, COPY))
    if not found:
        return None
    found.sort(key=lambda one: (one[0].unit != around, one[1]))
    others = {one[0].unit for one in found[1:] if one[1] == found[0][1]}
    return None if others and found[0][0].unit != around else found[0]


def defined_names(text: str) -> frozenset[str]:
    """The functions and classes that a module defines, but for its private ones; none where it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_"))


def exercises_defined(text: str, course: Course) -> tuple[Exercise, ...]:
    """The exercises all of whose functions and classes a module defines."""
    if not (there := defined_names(text)):
        return ()
    return tuple(exercise for exercise in course.exercises if (asked := _asked(exercise)) and asked <= there)


def _asked(exercise: Exercise) -> frozenset[str]:
    try:
        return defined_names(exercise.stub.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return frozenset()
