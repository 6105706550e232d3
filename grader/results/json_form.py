"""The JSON form of results, in both directions: the schema of the command line's contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from grader.results.model import CheckResult, ClassResult, ExerciseResult, Late, SubmissionResult

SCHEMA = 1

_IN_JSON = tuple(f.name for f in fields(CheckResult) if f.name not in ("schedule", "trace", "guilty"))


def submission_to_json(submission: SubmissionResult) -> dict[str, Any]:
    """One submission's part of the JSON object."""
    unscored = {"unscored": dict(submission.unscored)} if submission.status == "graded" and submission.unscored else {}
    return {
        "student": submission.student,
        "score": submission.score,
        "max_score": submission.max_score,
        "status": submission.status,
        "reason": submission.reason,
        "exercises": {
            key: {
                "score": exercise.score,
                "max_score": exercise.max_score,
                "checks": [{name: getattr(check, name) for name in _IN_JSON} for check in exercise.checks],
            }
            for key, exercise in submission.exercises.items()
        },
        **unscored,
        **({"late": {unit: asdict(late) for unit, late in submission.late.items()}} if submission.late else {}),
    }


def from_json(data: dict[str, Any]) -> ClassResult:
    """The result that `json_text` wrote, without schedules and traces.

    Raises ValueError if the object is of another schema or contradicts itself, KeyError or TypeError if malformed.
    """
    if data["schema"] != SCHEMA:
        raise ValueError(f"result of schema {data['schema']!r}: this grader reads schema {SCHEMA}")
    return ClassResult(data["course"], tuple(submission_from_json(submission) for submission in data["submissions"]))


def submission_from_json(data: dict[str, Any]) -> SubmissionResult:
    """The submission's result that `submission_to_json` wrote, without schedules and traces."""
    exercises = {
        key: ExerciseResult(
            exercise["score"], exercise["max_score"], tuple(CheckResult(**check) for check in exercise["checks"])
        )
        for key, exercise in data["exercises"].items()
    }
    late = {unit: Late(**late) for unit, late in data.get("late", {}).items()}
    return SubmissionResult(**{**data, "exercises": exercises, "late": late})


def json_text(course: str, submissions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A class's results as one JSON object in the schema of the command line's contract, from each submission's part.

    It comes piece by piece: a large class's would not fit into memory.
    """
    yield f'{{\n "schema": {SCHEMA},\n "course": {_json(course)},\n "submissions": ['
    separator = "\n"
    for submission in submissions:
        yield separator + "  " + _json(submission).replace("\n", "\n  ")
        separator = ",\n"
    yield "\n ]\n}"


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)
