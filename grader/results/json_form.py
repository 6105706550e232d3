"""The JSON form of results, in both directions: the schema of the command line's contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from grader.results.model import CheckResult, ClassResult, CodeLine, ExerciseResult, Late, SubmissionResult
from grader.results.sentences import message

RESULT_SCHEMA = 1

_CHECK = ("name", "category", "passed", "reached", "points", "max_points", "misconception")


def check_to_json(check: CheckResult) -> dict[str, Any]:
    """One check's part: the parts of its message beside the message; what says nothing is left out."""
    more = {
        "schedule": check.schedule if check.schedule_matters else None,
        "needs": check.needs,
        "unjudged": check.unjudged,
        "lines": [asdict(line) for line in check.lines] or None,
    }
    return {
        **{name: getattr(check, name) for name in _CHECK},
        "message": message(check),
        "expected": check.expected,
        "happened": check.happened,
        **{name: value for name, value in more.items() if value is not None},
    }


def exercise_to_json(exercise: ExerciseResult) -> dict[str, Any]:
    """One exercise's part."""
    return {
        "score": exercise.score,
        "max_score": exercise.max_score,
        "status": exercise.status,
        "reason": exercise.reason,
        **({"fault": exercise.fault} if exercise.fault else {}),
        "checks": [check_to_json(check) for check in exercise.checks],
    }


def submission_to_json(submission: SubmissionResult) -> dict[str, Any]:
    """One submission's part of the JSON object."""
    return {
        "student": submission.student,
        "score": submission.score,
        "max_score": submission.max_score,
        "status": submission.status,
        "reason": submission.reason,
        "exercises": {key: exercise_to_json(exercise) for key, exercise in submission.exercises.items()},
        **({"late": {unit: asdict(late) for unit, late in submission.late.items()}} if submission.late else {}),
    }


def from_json(data: dict[str, Any]) -> ClassResult:
    """The result that `json_text` wrote, without traces.

    Raises ValueError if the object is of another schema or contradicts itself, KeyError or TypeError if malformed.
    """
    if data["schema"] != RESULT_SCHEMA:
        raise ValueError(f"result of schema {data['schema']!r}: this grader reads schema {RESULT_SCHEMA}")
    return ClassResult(data["course"], tuple(submission_from_json(submission) for submission in data["submissions"]))


def submission_from_json(data: Mapping[str, Any]) -> SubmissionResult:
    """The submission's result that `submission_to_json` wrote, without traces."""
    exercises = {key: _exercise_from_json(exercise) for key, exercise in data["exercises"].items()}
    late = {unit: Late(**late) for unit, late in data.get("late", {}).items()}
    return SubmissionResult(**{**data, "exercises": exercises, "late": late})


def _exercise_from_json(data: Mapping[str, Any]) -> ExerciseResult:
    checks = tuple(_check_from_json(check) for check in data["checks"])
    return ExerciseResult(data["score"], data["max_score"], checks, data.get("reason"), data.get("fault"))


def _check_from_json(data: Mapping[str, Any]) -> CheckResult:
    parts = {name: value for name, value in data.items() if name != "message"}
    parts["lines"] = tuple(CodeLine(**line) for line in data.get("lines", ()))
    # Older results have the message as a whole.
    parts.setdefault("expected", data["message"])
    return CheckResult(**parts, schedule_matters="schedule" in data)


def json_text(course: str, submissions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A class's results as one JSON object in the schema of the command line's contract, from each submission's part.

    It comes piece by piece: a large class's would not fit into memory.
    """
    yield f'{{\n "schema": {RESULT_SCHEMA},\n "course": {_json(course)},\n "submissions": ['
    separator = "\n"
    for submission in submissions:
        yield separator + "  " + _json(submission).replace("\n", "\n  ")
        separator = ",\n"
    yield "\n ]\n}"


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)
