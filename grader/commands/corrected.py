"""A result with what instructors decided by hand, and whose score a new grading has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from grader.course.contents import Course
from grader.gradebook.corrections import Corrections
from grader.results.json_form import from_json
from grader.results.model import ExerciseResult, SubmissionResult


def with_corrections(result: SubmissionResult, corrections: Corrections) -> SubmissionResult:
    """The result with points by hand in the place of the grader's, and without what is excused; the reason says so."""
    mine = {key: one for key in result.exercises if (one := corrections.get((result.student, key))) is not None}
    if not mine:
        return result
    exercises: dict[str, ExerciseResult] = {}
    for key, exercise in result.exercises.items():
        one = mine.get(key)
        if one is not None and one.excused:
            continue
        if one is not None and one.points is not None:
            exercise = replace(exercise, score=one.points, reason=None, fault=None)
        exercises[key] = exercise
    found = SubmissionResult.of(result.student, exercises)
    said = "; ".join(f"by hand: {one.said()}" for one in mine.values())
    return replace(found, reason=f"{found.reason}; {said}" if found.reason else said)


def with_extensions(course: Course, student: str, corrections: Corrections) -> Course:
    """The course with the student's own deadlines."""
    units = []
    for unit in course.units:
        one = corrections.get((student, unit.name))
        if one is not None and one.days and unit.deadline is not None:
            unit = replace(unit, deadline=unit.deadline + timedelta(days=one.days))
        units.append(unit)
    return replace(course, units=tuple(units))


def results_before(path: Path | None) -> dict[str, SubmissionResult]:
    """What the file held before this grading; nothing where it held no results."""
    try:
        found = from_json(json.loads(path.read_text(encoding="utf-8"))) if path is not None and path.is_file() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {one.student: one for one in found.submissions} if found is not None else {}


def changes(before: dict[str, SubmissionResult], student: str, record: dict[str, Any]) -> Iterator[str]:
    """A line for each exercise whose score this grading has changed, with the checks that came out otherwise."""
    if (earlier := before.get(student)) is None:
        return
    for key, exercise in record["exercises"].items():
        old = earlier.exercises.get(key)
        if old is None or old.score == exercise["score"]:
            continue
        verdicts = {check.name: check.passed for check in old.checks}
        now = {check["name"]: check["passed"] for check in exercise["checks"]}
        passes = [name for name, passed in now.items() if passed and verdicts.get(name) is False]
        fails = [name for name, passed in now.items() if not passed and verdicts.get(name)]
        why = [f"now passes {name}" for name in passes] + [f"no longer passes {name}" for name in fails]
        reason = ", ".join(why) or _why(record)
        yield f"{student}, {key}: {_points(old.score)} -> {_points(exercise['score'])} ({reason})"


def _why(record: dict[str, Any]) -> str:
    return str(record["reason"] or "by other points, or a correction that was taken back")


def _points(score: float | None) -> str:
    return "no score" if score is None else f"{score:g}"
