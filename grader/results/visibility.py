"""What a student sees of the hidden checks: a result with the rest taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from grader.results.causes import NOT_ATTEMPTED, NOT_PYTHON
from grader.results.model import CheckResult, ExerciseResult, SubmissionResult

Level = Literal["points", "names", "messages", "timelines"]
"""How much: an exercise's points; also which checks pass; also what happened, and where; also the run that shows it."""


@dataclass(frozen=True)
class ShownToStudents:
    """The course's setting: until a unit's deadline, and after it (or where a unit has none)."""

    before: Level = "timelines"
    after: Level = "timelines"


def seen(result: SubmissionResult, level_of: Callable[[str], Level]) -> SubmissionResult:
    """The result with what a student may see; `level_of` tells it for an exercise ("UNIT/NAME")."""
    exercises = {key: _seen(exercise, level_of(key)) for key, exercise in result.exercises.items()}
    return replace(result, exercises=exercises)


def _seen(exercise: ExerciseResult, level: Level) -> ExerciseResult:
    match level:
        case "points":
            return replace(exercise, checks=())
        case "names":
            return replace(exercise, checks=tuple(map(_name_only, exercise.checks)))
        case "messages":
            return replace(exercise, checks=tuple(replace(check, trace=None, moments=()) for check in exercise.checks))
        case "timelines":
            return exercise


def _name_only(check: CheckResult) -> CheckResult:
    """A check without what it expected and saw. That there is no file, or no Python, is no secret of a check's."""
    plain = replace(
        check, expected="", schedule=None, schedule_matters=False, unjudged=None, lines=(), trace=None, moments=()
    )
    if check.misconception in (NOT_ATTEMPTED, NOT_PYTHON):
        return plain
    return replace(plain, misconception=None, happened=None)
