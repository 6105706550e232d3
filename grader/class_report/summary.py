"""What the class did, added up: scores, pass rates, misconceptions, who is stuck, what was not graded."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.course.contents import Course
from grader.results.causes import NOT_ATTEMPTED, NOT_PYTHON
from grader.results.json_form import submission_from_json
from grader.results.model import CheckResult, SubmissionResult
from grader.results.sentences import message

PASSED, FAILED, NOT_REACHED, NOT_HANDED_IN, NOT_GRADED = "1", "0", "-", ".", "?"
BINS = 10
"""Into how many parts the scores are put, from nothing to all points."""


@dataclass(frozen=True, slots=True)
class Student:
    """A student's line. `marks` goes from an exercise's key to its score and one letter per check; without a score that
    is `NOT_GRADED`. A unit of which an exercise has no score has none."""

    name: str
    page: str
    score: float | None
    max_score: float
    status: str
    reason: str | None
    marks: dict[str, tuple[float | None, str]]
    attempted: bool
    units: dict[str, tuple[float | None, float]]

    @property
    def share(self) -> float | None:
        """The score as a share of all points; None without a score."""
        return None if self.score is None else self.score / self.max_score if self.max_score else 1.0

    @property
    def passed(self) -> int:
        return sum(marks.count(PASSED) for _, marks in self.marks.values())

    @property
    def checks(self) -> int:
        return sum(len(marks) for _, marks in self.marks.values())

    @property
    def bin(self) -> int | None:
        """Which bar of the distribution; full points are in the last one."""
        return None if self.share is None else min(int(self.share * BINS + 1e-9), BINS - 1)


@dataclass(slots=True)
class CheckCount:
    """How often a check was passed, failed, not reached."""

    name: str
    category: str
    max_points: float
    passed: int = 0
    failed: int = 0
    not_reached: int = 0

    @property
    def of(self) -> int:
        return self.passed + self.failed + self.not_reached


@dataclass(slots=True)
class ExerciseCount:
    """How an exercise went. `scores` are those of everybody graded."""

    key: str
    title: str
    max_score: float
    checks: list[CheckCount]
    scores: list[float] = field(default_factory=list)
    full: int = 0
    partial: int = 0
    none: int = 0
    not_attempted: int = 0
    not_python: int = 0
    not_graded: int = 0
    misconceptions: Counter[str] = field(default_factory=Counter)

    @property
    def of(self) -> int:
        return len(self.scores)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.scores) if self.scores else 0.0


@dataclass(frozen=True, slots=True)
class Example:
    """One student's run that shows a misconception: on whose page it is stays inside the report's making."""

    page: str
    place: int
    exercise: str
    check: str
    number: int
    message: str
    size: int


@dataclass(slots=True)
class MisconceptionCount:
    """What students believe that is not so. `exercises` counts students an exercise; `students` are line numbers."""

    name: str
    students: list[int] = field(default_factory=list)
    exercises: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Example] = field(default_factory=dict)

    @property
    def example(self) -> Example | None:
        """Of the exercise in which it is most frequent: the run in which there is least to see beside it."""
        ranked = sorted(self.examples, key=lambda key: (-self.exercises[key], key))
        drawn = [key for key in ranked if self.examples[key].size]
        return self.examples[(drawn or ranked)[0]] if ranked else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The class. `students` are by name, `misconceptions` the most frequent first."""

    course: Course
    students: list[Student]
    exercises: list[ExerciseCount]
    misconceptions: list[MisconceptionCount]
    categories: dict[str, CheckCount]

    @property
    def graded(self) -> list[Student]:
        return [student for student in self.students if student.score is not None]

    @property
    def stuck(self) -> list[Student]:
        """Who was graded and passes nothing."""
        return [student for student in self.graded if student.checks and not student.passed]

    def with_status(self, status: str) -> list[Student]:
        return [student for student in self.students if student.status == status]

    @property
    def units(self) -> list[tuple[str, str]]:
        """Name and title of the units that were graded."""
        names = dict.fromkeys(exercise.key.split("/")[0] for exercise in self.exercises)
        titles = {unit.name: unit.title for unit in self.course.units}
        return [(name, titles.get(name, name)) for name in names]


def summarise(course: Course, records: Iterable[tuple[str, dict[str, Any]]]) -> Summary:
    """Add up the class from the records of `ClassReport.add`, one at a time."""
    students: list[Student] = []
    exercises: dict[str, ExerciseCount] = {}
    misconceptions: dict[str, MisconceptionCount] = {}
    categories: dict[str, CheckCount] = {}
    for _, record in records:
        result = submission_from_json(record["result"])
        number = len(students)
        students.append(_student(result, record["page"]))
        for place, (key, exercise) in enumerate(result.exercises.items()):
            count = exercises.setdefault(key, _exercise(course, key, exercise.max_score))
            if exercise.score is None:
                count.not_graded += 1
                continue
            for check in exercise.checks:
                _count_check(count, categories, check)
            _count_exercise(count, exercise.score, exercise.checks)
            sizes = [record["runs"].get(f"{key} {n}", 0) for n in range(len(exercise.checks))]
            _count_misconceptions(misconceptions, count, number, record["page"], place, exercise.checks, sizes)
    order = {exercise.key: place for place, exercise in enumerate(course.exercises)}
    return Summary(
        course,
        students,
        sorted(exercises.values(), key=lambda count: (order.get(count.key, len(order)), count.key)),
        sorted(misconceptions.values(), key=lambda one: (-len(one.students), one.name)),
        dict(sorted(categories.items())),
    )


def is_mistake(check: CheckResult) -> bool:
    """Whether a check was failed by a misconception: nothing handed in is none."""
    return not check.passed and check.misconception not in (None, NOT_ATTEMPTED, NOT_PYTHON)


def _student(result: SubmissionResult, page: str) -> Student:
    units: dict[str, tuple[float | None, float]] = {}
    marks: dict[str, tuple[float | None, str]] = {}
    attempted = False
    for key, exercise in result.exercises.items():
        unit = key.split("/")[0]
        units[unit] = (result.unit_score(unit), units.get(unit, (0.0, 0.0))[1] + exercise.max_score)
        letters = NOT_GRADED if exercise.score is None else "".join(map(_letter, exercise.checks))
        marks[key] = (exercise.score, letters)
        attempted = attempted or any(check.misconception != NOT_ATTEMPTED for check in exercise.checks)
    return Student(
        result.student, page, result.score, result.max_score, result.status, result.reason, marks, attempted, units
    )


def _letter(check: CheckResult) -> str:
    if check.passed:
        return PASSED
    if check.misconception == NOT_ATTEMPTED:
        return NOT_HANDED_IN
    return FAILED if check.reached else NOT_REACHED


def _exercise(course: Course, key: str, max_score: float) -> ExerciseCount:
    exercise = course.exercise(key)
    return ExerciseCount(key, exercise.title if exercise else key, max_score, [])


def _count_check(count: ExerciseCount, categories: dict[str, CheckCount], check: CheckResult) -> None:
    known = {one.name: one for one in count.checks}
    own = known.get(check.name)
    if own is None:
        own = CheckCount(check.name, check.category, check.max_points)
        count.checks.append(own)
    for one in (own, categories.setdefault(check.category, CheckCount(check.category, check.category, 0))):
        if check.passed:
            one.passed += 1
        elif check.reached:
            one.failed += 1
        else:
            one.not_reached += 1


def _count_exercise(count: ExerciseCount, score: float, checks: Iterable[CheckResult]) -> None:
    said = {check.misconception for check in checks}
    count.scores.append(score)
    if NOT_ATTEMPTED in said:
        count.not_attempted += 1
    elif NOT_PYTHON in said:
        count.not_python += 1
    elif score >= count.max_score:
        count.full += 1
    elif score > 0:
        count.partial += 1
    else:
        count.none += 1


def _count_misconceptions(
    misconceptions: dict[str, MisconceptionCount],
    count: ExerciseCount,
    student: int,
    page: str,
    place: int,
    checks: Iterable[CheckResult],
    sizes: list[int],
) -> None:
    here: set[str] = set()
    for number, check in enumerate(checks):
        if not is_mistake(check):
            continue
        assert check.misconception is not None
        one = misconceptions.setdefault(check.misconception, MisconceptionCount(check.misconception))
        one.checks[f"{count.key} {check.name}"] += 1
        if check.misconception not in here:
            here.add(check.misconception)
            one.exercises[count.key] += 1
            count.misconceptions[check.misconception] += 1
            if not one.students or one.students[-1] != student:
                one.students.append(student)
        before = one.examples.get(count.key)
        if before is None or 0 < sizes[number] < (before.size or float("inf")):
            said = message(check)
            one.examples[count.key] = Example(page, place, count.key, check.name, number, said, sizes[number])


def histogram(students: Iterable[Student]) -> list[int]:
    """How many students' scores lie in each tenth."""
    counts = [0] * BINS
    for student in students:
        if student.bin is not None:
            counts[student.bin] += 1
    return counts


def median_share(students: Iterable[Student]) -> float | None:
    """The score that half of the class reaches, as a share of all points."""
    shares = [student.share for student in students if student.share is not None]
    return statistics.median(shares) if shares else None


def page_of(root: Path, page: str) -> Path:
    """Where a page of the report lies."""
    return root.joinpath(*page.split("/"))
