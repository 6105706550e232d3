"""The result of a check, of an exercise, of a submission and of a class."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from grader.traces.model import Trace

Category = Literal["ordering", "join", "pid", "concurrency", "isolation", "cleanup", "errors"]
Status = Literal["graded", "unreadable", "not-graded"]
"""Three verdicts, never mixed: "unreadable" is the submission's fault, "not-graded" the author's, the grader's or the
machine's."""
Fault = Literal["submission", "course", "machine"]
"""The owner of a fault for which there is no score; the grader's own faults count as the machine's."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the submission that a result points at: its file's name, its number, and its text."""

    file: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The verdict of one check, in parts; `sentences.py` puts them together for a reader.

    `expected` is the check's own sentence, `happened` the clause that says what was observed instead: it can follow
    "But " and has no full stop. A check that was not reached (`reached` is False, and so is `passed`) says why:
    `needs` is the check that did not pass and without which it makes no sense, `unjudged` the reason why this machine
    could not judge it. `schedule` is that of the run which failed it, `schedule_matters` says that others pass.
    `lines` are the student's lines that show the fault, where they are known. `trace` is that run, `moments` the
    numbers of the events that show the fault, the guilty one first, and `source` the text of the student's file in
    which the trace's lines are; these three stay inside the grader.
    """

    name: str
    category: Category
    passed: bool
    reached: bool
    points: float
    max_points: float
    misconception: str | None
    expected: str
    happened: str | None = None
    needs: str | None = None
    unjudged: str | None = None
    schedule: str | None = None
    schedule_matters: bool = False
    lines: tuple[CodeLine, ...] = ()
    trace: Trace | None = field(default=None, repr=False, compare=False)
    moments: tuple[int, ...] = ()
    source: str | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.passed and not self.reached:
            raise ValueError(f"check {self.name}: one that was not reached cannot have passed")
        if not 0 <= self.points <= self.max_points < math.inf:
            raise ValueError(f"check {self.name}: {self.points} of {self.max_points} points")

    @property
    def failed(self) -> bool:
        """Whether it was judged, and does not hold."""
        return self.reached and not self.passed

    @property
    def guilty(self) -> int | None:
        """The number of the event to look at."""
        return self.moments[0] if self.moments else None


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """An exercise's score, the sum of its checks' points; or, where `score` is None, the `reason` why it has none.

    `fault` is then the owner of the fault. Checks that were judged before it are kept, as far as they are known.
    """

    score: float | None
    max_score: float
    checks: tuple[CheckResult, ...]
    reason: str | None = None
    fault: Fault | None = None

    def __post_init__(self) -> None:
        if (self.score is None) != bool(self.reason) or (self.score is None) != bool(self.fault):
            raise ValueError(f"exercise with score {self.score}, reason {self.reason!r}, fault {self.fault!r}")

    @classmethod
    def of(cls, checks: Iterable[CheckResult]) -> ExerciseResult:
        """The result that follows from its checks."""
        checks = tuple(checks)
        return cls(math.fsum(c.points for c in checks), math.fsum(c.max_points for c in checks), checks)

    @classmethod
    def not_graded(cls, max_score: float, reason: str, fault: Fault) -> ExerciseResult:
        """An exercise that has no score: no zero, but the reason and the owner of the fault."""
        return cls(None, max_score, (), reason, fault)

    @property
    def status(self) -> Literal["graded", "not-graded"]:
        """The verdict as the JSON has it."""
        return "graded" if self.score is not None else "not-graded"

    @property
    def label(self) -> Status:
        """The verdict as a person reads it: what cannot be read is the submission's to repair."""
        return "unreadable" if self.fault == "submission" else self.status


@dataclass(frozen=True, slots=True)
class Late:
    """What a unit lost because it was handed in late: the part of its points, these points, and why."""

    part: float
    penalty: float
    reason: str


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """A submission's score, or the reason why it has none.

    `score` is None exactly when `status` is not "graded" - a fault is never a zero - and then `reason` says what
    is wrong and what to do. `exercises` goes from "UNIT/NAME" to the result, in the course's order; a submission with
    an exercise that has no score has no score either, but its other exercises keep theirs. `late` goes from a unit to
    what being late has cost; `score` is what is left.
    """

    student: str
    score: float | None
    max_score: float
    status: Status
    reason: str | None
    exercises: Mapping[str, ExerciseResult]
    late: Mapping[str, Late] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status not in get_args(Status):
            raise ValueError(f"submission of {self.student}: status {self.status!r}, not one of {get_args(Status)}")
        if (self.score is None) != (self.status != "graded"):
            raise ValueError(f"submission of {self.student}: {self.status} with score {self.score}")
        if self.status != "graded" and not self.reason:
            raise ValueError(f"submission of {self.student}: {self.status} without a reason")
        if self.status == "graded" and self.unscored:
            raise ValueError(f"submission of {self.student}: graded, but no score for {', '.join(self.unscored)}")

    @classmethod
    def of(cls, student: str, exercises: Mapping[str, ExerciseResult]) -> SubmissionResult:
        """The result that follows from its exercises: a score if all of them have one."""
        results = exercises.values()
        most = math.fsum(r.max_score for r in results)
        unscored = {key: result for key, result in exercises.items() if result.score is None}
        if not unscored:
            score = math.fsum(r.score for r in results if r.score is not None)
            return cls(student, score, most, "graded", None, dict(exercises))
        only_unreadable = all(result.fault == "submission" for result in unscored.values())
        status: Status = "unreadable" if only_unreadable else "not-graded"
        return cls(student, None, most, status, _why_no_score(unscored), dict(exercises))

    @property
    def unscored(self) -> dict[str, str]:
        """The exercises that have no score, with the reason."""
        return {key: one.reason or "" for key, one in self.exercises.items() if one.score is None}

    def handed_in_late(self, parts: Mapping[str, tuple[float, str]]) -> SubmissionResult:
        """The same with part of its points taken off: by unit the part, 0 to 1, and the reason."""
        if not parts or not self.exercises:
            return self
        late = {unit: Late(part, part * self._score_of(unit), why) for unit, (part, why) in parts.items()}
        reasons = [*([self.reason] if self.reason else []), *(one.reason for one in late.values())]
        score = self.score
        if score is not None:
            score = max(score - math.fsum(one.penalty for one in late.values()), 0.0)
        return replace(self, score=score, reason="; ".join(reasons), late=late)

    def unit_score(self, unit: str) -> float | None:
        """What a unit's exercises come to, less what being late has cost; None if one of them has no score."""
        if any(key.startswith(f"{unit}/") for key in self.unscored):
            return None
        late = self.late.get(unit)
        return max(self._score_of(unit) - (late.penalty if late is not None else 0.0), 0.0)

    def _score_of(self, unit: str) -> float:
        ours = (result for key, result in self.exercises.items() if key.startswith(f"{unit}/"))
        return math.fsum(result.score for result in ours if result.score is not None)

    @classmethod
    def unreadable(cls, student: str, max_score: float, reason: str) -> SubmissionResult:
        """A submission of which nothing can be read: the student's to repair."""
        return cls(student, None, max_score, "unreadable", reason, {})

    @classmethod
    def not_graded(cls, student: str, max_score: float, reason: str) -> SubmissionResult:
        """A submission that the grader or the machine failed: it may be graded again."""
        return cls(student, None, max_score, "not-graded", reason, {})


def _why_no_score(unscored: Mapping[str, ExerciseResult]) -> str:
    reasons = dict.fromkeys(result.reason or "" for result in unscored.values())
    return f"no score for {', '.join(unscored)}: {'; '.join(reasons)}"


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What `grader grade` found: the course's title and one result per submission."""

    course: str
    submissions: tuple[SubmissionResult, ...]
