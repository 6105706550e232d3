"""Proof of what is not in a release: no solution, no hidden test, no sample submission, also not in its wheel."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.course.contents import Course

_SECRET = {"solutions", "hidden", "submissions"}
_BLOCK = re.compile(r"^[^\n]*BEGIN SOLUTION[^\n]*\n(.*?)^[^\n]*END SOLUTION", re.M | re.S)
_LEAST_CHARACTERS = 60
"""Shorter passages are everybody's: `child.start()`, `child.join()`."""


def leaks(course: Course, released: Mapping[str, bytes]) -> list[str]:
    """Every secret of the course that stands in the released files: where, and whose it is. Empty is proof.

    A secret is the whole of what a solution has between its marks, and the whole body of a hidden check; both are
    looked for line by line, whatever the indentation, the blank lines and the comments.
    """
    found = []
    secrets = list(_secrets(course))
    for path, content in _members(released):
        if _SECRET & set(Path(path).parts):
            found.append(f"{path}: no file of such a folder may be released")
        text = _normal(content.decode("utf-8", "replace"))
        found += [f"{path}: holds {whose}" for whose, secret in secrets if secret in text]
    return found


def _members(released: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, content in released.items():
        if path.endswith(".whl"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield f"{path}/{name}", archive.read(name)
        else:
            yield path, content


def _secrets(course: Course) -> Iterator[tuple[str, str]]:
    for exercise in course.exercises:
        if exercise.solution.is_file():
            text = exercise.solution.read_text(encoding="utf-8")
            for block in _BLOCK.findall(text):
                yield from _long_enough(f"the solution of {exercise.key}", block)
        if exercise.hidden_tests.is_file():
            text = exercise.hidden_tests.read_text(encoding="utf-8")
            for node in ast.parse(text).body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    block = "\n".join(text.splitlines()[node.body[0].lineno - 1 : node.body[-1].end_lineno])
                    yield from _long_enough(f"{node.name} of the hidden checks of {exercise.key}", block)


def _long_enough(whose: str, block: str) -> Iterator[tuple[str, str]]:
    secret = _normal(block)
    if len(secret) >= _LEAST_CHARACTERS:
        yield whose, secret


def _normal(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("#"))
