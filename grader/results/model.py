"""The result of a check, of an exercise, of a submission and of a class."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from grader.observer.trace import Trace

Category = Literal["ordering", "join", "pid", "concurrency", "isolation", "cleanup", "errors"]
Status = Literal["graded", "unreadable", "not-graded"]
"""Three verdicts, never mixed: "unreadable" is the submission's fault, "not-graded" the grader's or the machine's."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What became of one check.

    `reached` is False where a check that this one needs did not pass; `passed` is then False. `message` is the
    student's sentence: what was expected, or what happened instead. `schedule` and `trace` are the run that failed it,
    `guilty` the number of the event to look at; they stay inside the grader and are not in the JSON.
    """

    name: str
    category: Category
    passed: bool
    reached: bool
    points: float
    max_points: float
    misconception: str | None
    message: str
    schedule: str | None = None
    trace: Trace | None = field(default=None, repr=False, compare=False)
    guilty: int | None = None

    def __post_init__(self) -> None:
        if self.passed and not self.reached:
            raise ValueError(f"check {self.name}: one that was not reached cannot have passed")
        if not 0 <= self.points <= self.max_points < math.inf:
            raise ValueError(f"check {self.name}: {self.points} of {self.max_points} points")


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """An exercise's score: the sum of its checks' points."""

    score: float
    max_score: float
    checks: tuple[CheckResult, ...]

    @classmethod
    def of(cls, checks: Iterable[CheckResult]) -> ExerciseResult:
        """The result that follows from its checks."""
        checks = tuple(checks)
        return cls(math.fsum(c.points for c in checks), math.fsum(c.max_points for c in checks), checks)


@dataclass(frozen=True, slots=True)
class Late:
    """What a unit lost because it was handed in late: the part of its points, these points, and why."""

    part: float
    penalty: float
    reason: str


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """A submission's score, or the reason why it has none.

    `score` is None exactly where `status` is not "graded" - a fault is never a zero - and then `reason` says what
    is wrong and what to do. `exercises` goes from "UNIT/NAME" to the result, in the course's order. `unscored` are
    exercises that may have been handed in and have no score, with the reason: of a graded submission those in a
    notebook that could not be read, beside others that could; `reason` says so, too. `late` goes from a unit to what
    being late has cost; `score` is what is left.
    """

    student: str
    score: float | None
    max_score: float
    status: Status
    reason: str | None
    exercises: Mapping[str, ExerciseResult]
    unscored: Mapping[str, str] = field(default_factory=dict)
    late: Mapping[str, Late] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status not in get_args(Status):
            raise ValueError(f"submission of {self.student}: status {self.status!r}, not one of {get_args(Status)}")
        if (self.score is None) != (self.status != "graded"):
            raise ValueError(f"submission of {self.student}: {self.status} with score {self.score}")
        if self.status != "graded" and not self.reason:
            raise ValueError(f"submission of {self.student}: {self.status} without a reason")

    @classmethod
    def graded(
        cls, student: str, exercises: Mapping[str, ExerciseResult], unscored: Mapping[str, str] | None = None
    ) -> SubmissionResult:
        """A submission whose score is the sum of its exercises', of those that have one."""
        reason = _why_no_score(unscored) if unscored else None
        results = exercises.values()
        score, most = math.fsum(r.score for r in results), math.fsum(r.max_score for r in results)
        return cls(student, score, most, "graded", reason, dict(exercises), dict(unscored or {}))

    def handed_in_late(self, parts: Mapping[str, tuple[float, str]]) -> SubmissionResult:
        """The same with part of its points taken off: by unit the part, 0 to 1, and the reason."""
        if self.score is None or not parts:
            return self
        late = {unit: Late(part, part * self._score_of(unit), why) for unit, (part, why) in parts.items()}
        reasons = [*([self.reason] if self.reason else []), *(one.reason for one in late.values())]
        score = max(self.score - math.fsum(one.penalty for one in late.values()), 0.0)
        return replace(self, score=score, reason="; ".join(reasons), late=late)

    def _score_of(self, unit: str) -> float:
        return math.fsum(result.score for key, result in self.exercises.items() if key.startswith(f"{unit}/"))

    @classmethod
    def unreadable(cls, student: str, max_score: float, reason: str) -> SubmissionResult:
        """A submission of which nothing can be read: the student's to repair."""
        return cls(student, None, max_score, "unreadable", reason, {})

    @classmethod
    def not_graded(cls, student: str, max_score: float, reason: str) -> SubmissionResult:
        """A submission that the grader or the machine failed: it may be graded again."""
        return cls(student, None, max_score, "not-graded", reason, {})


def _why_no_score(unscored: Mapping[str, str]) -> str:
    return f"no score for {', '.join(unscored)}: {'; '.join(dict.fromkeys(unscored.values()))}"


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What `grader grade` found: the course's title and a result a submission."""

    course: str
    submissions: tuple[SubmissionResult, ...]
