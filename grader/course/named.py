"""The misconceptions that a course's checks and sample submissions name, and those that have no card."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.course.contents import Course, Exercise
from grader.course.misconceptions import Registry

_SAMPLE = re.compile(r"^# fails: \w+ \((?P<name>.+)\)$", re.M)
_SHARED = Path(__file__).parents[1] / "checks"
"""What hidden checks share: these files name misconceptions, too."""
_ARGUMENT = {"wrong_if": 1, "CheckFailed": 0, "mark": 2}
"""Where each function of the checks' vocabulary takes the name of a misconception."""


def names(course: Course) -> dict[str, str]:
    """Every name that is used, with the place where it is used first, as "file:line"."""
    found: dict[str, str] = {}
    for exercise in course.exercises:
        for name, place in names_of(exercise).items():
            found.setdefault(name, place)
    # Only the course that the shared checks lie beside has a card for each name in them.
    for path in sorted(_SHARED.glob("*.py")) if _SHARED.is_relative_to(course.root) else ():
        _add(found, path, _SHARED.parents[1], _in_checks(path.read_text(encoding="utf-8")))
    return found


def names_of(exercise: Exercise) -> dict[str, str]:
    """The same for one exercise: its hidden and visible checks, and its wrong samples."""
    found: dict[str, str] = {}
    for path in (exercise.hidden_tests, exercise.visible_tests):
        if path.is_file():
            _add(found, path, exercise.root, _in_checks(path.read_text(encoding="utf-8")))
    wrong = exercise.root / "tests" / "submissions" / "wrong" / exercise.key
    for path in sorted(wrong.glob("*.py")):
        _add(found, path, exercise.root, _in_sample(path.read_text(encoding="utf-8", errors="replace")))
    return found


def without_card(found: Mapping[str, str], registry: Registry) -> list[str]:
    """One sentence per name that has no card, at the place where it is used first."""
    missing = []
    for name, place in found.items():
        if name not in registry.cards:
            near = registry.near(name)
            meant = f"; did you mean “{near[0]}”?" if near else ""
            missing.append(f"{place}: the misconception “{name}” has no card in a misconceptions.toml{meant}")
    return missing


def _add(found: dict[str, str], path: Path, root: Path, used: Iterator[tuple[str, int]]) -> None:
    for name, line in used:
        found.setdefault(name, f"{path.relative_to(root).as_posix()}:{line}")


def _in_sample(text: str) -> Iterator[tuple[str, int]]:
    for match in _SAMPLE.finditer(text):
        yield match["name"], text.count("\n", 0, match.start()) + 1


def _in_checks(text: str) -> Iterator[tuple[str, int]]:
    """The names that are written out in a file of checks; one that is computed cannot be seen here."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given: list[ast.expr] = []
        if function in _ARGUMENT:
            place = _ARGUMENT[function]
            given += node.args[place : place + 1]
            given += [keyword.value for keyword in node.keywords if keyword.arg == "misconception"]
        for keyword in node.keywords:
            if keyword.arg == "stuck" and isinstance(keyword.value, ast.Tuple):
                given += keyword.value.elts[:1]
        for expression in given:
            yield from ((name, expression.lineno) for name in _constants(expression))


def _constants(expression: ast.expr) -> Iterator[str]:
    """The texts that an expression can be: a constant, or either side of `a if b else c`."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from _constants(expression.body)
        yield from _constants(expression.orelse)
