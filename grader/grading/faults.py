"""Mistakes of a course's author: told apart from a student's, in a sentence, with their place."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable
from pathlib import Path

from grader.checks.completion import scenario_frame, through_own_code
from grader.checks.facts import Facts
from grader.checks.vocabulary import Scenario
from grader.course.contents import Exercise


class CourseFault(Exception):
    """A mistake of the course's author, which costs no student anything; the message says what it is, and where."""


def at_its_place(error: BaseException, file: Path) -> str:
    """An exception as a sentence, at the innermost line of the author's file that it passed through."""
    said = " ".join(str(error).split()) or "no message"
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"{error.filename or file}:{error.lineno}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return f"{file}{f':{lines[-1]}' if lines else ''}: {type(error).__name__}: {said}"


def scenario_file(exercise: Exercise, scenario: Scenario, folder: Path) -> Path:
    """The scenario's program below the folder of all scenarios.

    Raises CourseFault if it is missing.
    """
    name = f"{scenario.program or exercise.name}.py"
    path = folder / exercise.unit / name
    if not path.is_file():
        raise CourseFault(
            f"{path} is missing: it is the scenario of a check of {exercise.key}{_near(name, path.parent)}"
        )
    return path


def uncompilable(path: Path) -> str | None:
    """Why an author's file is no Python; None if it is."""
    try:
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return at_its_place(error, path)
    return None


def may_be_the_scenarios(facts: Facts) -> bool:
    """Whether the exception that ended the run passed through no line of the student's: then it may be the scenario's
    own fault, or that of what the student's function returned."""
    return not through_own_code(facts.main)


def scenario_fault(facts: Facts, path: Path) -> str:
    """The exception in a scenario that is broken, at its line."""
    line, said = scenario_frame(facts.main)
    return f"{path}{f':{line}' if line else ''}: {said} (with the reference solution, too)"


def near(name: str, known: Iterable[str]) -> str:
    """A question that names what was meant; nothing if nothing is like it."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""


def _near(name: str, folder: Path) -> str:
    return near(name, (path.name for path in folder.glob("*.py")))
