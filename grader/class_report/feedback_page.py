"""The page that a student gets back: what to look at first, one sentence per cause with the lines of code.

It shows no more of the hidden checks than the course allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.class_report.rendering import render
from grader.class_report.student_page import Timelines
from grader.course.contents import Course
from grader.course.misconceptions import Registry
from grader.results.causes import NOT_ATTEMPTED, NOT_PYTHON, Cause, causes
from grader.results.model import CheckResult, CodeLine, ExerciseResult, SubmissionResult
from grader.results.sentences import heading, observed, sentence
from grader.results.visibility import Level, seen
from grader.version import __version__

_FIRST = 3
"""How many exercises a student is told to look at first."""
_AROUND = 1
_MOST_CHARACTERS = 110
FULL, WORK, MISSING, UNREADABLE, WAITING = "full", "work", "missing", "unreadable", "waiting"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the student's, to be shown; `lit`: the fault shows there."""

    number: int
    text: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Why:
    """One cause: what happened, what it means, which checks fail for it, and the lines to look at."""

    sentence: str
    expected: str
    meaning: str
    also: tuple[str, ...]
    code: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An exercise on the page. `run` is the HTML of the run that shows its first cause."""

    key: str
    title: str
    score: float | None
    max_score: float
    state: str
    reason: str
    why: tuple[Why, ...]
    passed: tuple[str, ...]
    failed: tuple[str, ...]
    skipped: tuple[str, ...]
    run: str

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"e-{self.key.replace('/', '-')}"


def feedback_page(
    course: Course,
    result: SubmissionResult,
    found: Timelines,
    registry: Registry,
    files: Mapping[str, bytes],
    now: datetime | None = None,
) -> str:
    """The page as HTML that needs nothing else."""
    now = now or datetime.now(UTC)
    levels = {key: course.level(key, now) for key in result.exercises}
    missing = {key for key, exercise in result.exercises.items() if _missing(exercise)}
    shown = seen(result, lambda key: levels[key])
    titles = {exercise.key: exercise.title for exercise in course.exercises}
    parts = [
        _part(key, titles.get(key, key), exercise, key in missing, levels[key], found, registry, files)
        for key, exercise in shown.exercises.items()
    ]
    work = [part for part in parts if part.state in (WORK, UNREADABLE)]
    return render(
        "feedback.html",
        course=course,
        result=shown,
        units=_units(course, result, parts),
        first=work[:_FIRST],
        left=len(work) - _FIRST,
        when=f"{now:%Y-%m-%d %H:%M} UTC",
        version=__version__,
    )


def _missing(exercise: ExerciseResult) -> bool:
    return bool(exercise.checks) and all(check.misconception == NOT_ATTEMPTED for check in exercise.checks)


def _part(
    key: str,
    title: str,
    exercise: ExerciseResult,
    missing: bool,
    level: Level,
    found: Timelines,
    registry: Registry,
    files: Mapping[str, bytes],
) -> Part:
    # The details of a fault that is not the submission's are for the instructor.
    reason = (exercise.reason or "") if exercise.fault == "submission" else ""
    text = files.get(f"{key}.py", b"").decode("utf-8", "replace")
    why = tuple(_why(cause, registry, text) for cause in causes(exercise.checks) if cause.told.happened)
    runs = (found[key, number] for number in range(len(exercise.checks)) if (key, number) in found)
    return Part(
        key,
        title,
        exercise.score,
        exercise.max_score,
        _state(exercise, missing),
        reason,
        () if missing else why,
        _names(check for check in exercise.checks if check.passed),
        _names(check for check in exercise.checks if check.failed and not check.happened),
        _names(check for check in exercise.checks if not check.reached),
        next(runs, "") if level == "timelines" else "",
    )


def _state(exercise: ExerciseResult, missing: bool) -> str:
    if exercise.score is None:
        return UNREADABLE if exercise.fault == "submission" else WAITING
    if missing:
        return MISSING
    return FULL if exercise.score >= exercise.max_score else WORK


def _names(checks: object) -> tuple[str, ...]:
    return tuple(heading(check.name) for check in checks)  # type: ignore[attr-defined]


def _why(cause: Cause, registry: Registry, text: str) -> Why:
    told = cause.told
    also = tuple(heading(check.name) for check in cause.others)
    meaning = registry.line(told.misconception)
    expected = "" if told.misconception == NOT_PYTHON else told.expected
    return Why(sentence(observed(told)), expected, meaning, also, _code(told, text))


def _code(told: CheckResult, text: str) -> tuple[ShownLine, ...]:
    """The lines that show it, each with its neighbours; without the file only these lines themselves."""
    source = text.splitlines()
    lit = {line.number: line for line in told.lines}
    if not all(_stands_there(line, source) for line in told.lines):
        return tuple(ShownLine(line.number, line.text[:_MOST_CHARACTERS], True) for line in told.lines)
    numbers = {number + step for number in lit for step in range(-_AROUND, _AROUND + 1)}
    return tuple(
        ShownLine(number, source[number - 1].rstrip()[:_MOST_CHARACTERS], number in lit)
        for number in sorted(numbers)
        if 1 <= number <= len(source) and (number in lit or source[number - 1].strip())
    )


def _stands_there(line: CodeLine, source: list[str]) -> bool:
    return 1 <= line.number <= len(source) and source[line.number - 1].strip().startswith(line.text[:40])


def _units(course: Course, result: SubmissionResult, parts: list[Part]) -> list[dict[str, object]]:
    titles = {unit.name: unit.title for unit in course.units}
    units: dict[str, list[Part]] = {}
    for part in parts:
        units.setdefault(part.key.partition("/")[0], []).append(part)
    return [
        {
            "title": titles.get(name, name),
            "score": result.unit_score(name),
            "max_score": sum(part.max_score for part in mine),
            "late": result.late.get(name),
            "parts": mine,
        }
        for name, mine in units.items()
    ]
