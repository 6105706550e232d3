"""What is exported: each student's scores and checks, from results, from a gradebook, or from both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as Collection
from dataclasses import dataclass, field, replace

from grader.gradebook.store import Score
from grader.results.model import CheckResult, ClassResult, SubmissionResult


@dataclass(frozen=True, slots=True)
class Mark:
    """A student's exercise. `score` is None where nothing was graded; `checks` is empty in what a gradebook says."""

    score: float | None
    max_score: float
    comment: str = ""
    checks: tuple[CheckResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    """A student's scores, by exercise ("UNIT/NAME"). `problem` says why there are none, for the student or instructor.

    `unreadable`: that is the submission's fault. `late`: the points that being late has cost, by unit.
    """

    student: str
    marks: Mapping[str, Mark]
    max_score: float
    problem: str | None = None
    unreadable: bool = False
    late: Mapping[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """The sum of all exercises, less what being late has cost; None if one of them has no score."""
        return _less(total(self.marks.values()), math.fsum(self.late.values()))


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be exported. `exercises` goes from the exercises that anybody was graded in to their points, `people`
    from students to what learning platforms call them, by the names of their columns."""

    title: str
    exercises: Mapping[str, float]
    students: tuple[Graded, ...]
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, student: Graded, *columns: str) -> str:
        """What a learning platform calls the student, from the first of its columns that has something."""
        known = self.people.get(student.student, {})
        return next((text for column in columns if (text := known.get(column))), "")

    def only(self, wanted: Collection[str]) -> Export:
        """The same with these units and exercises ("UNIT", "UNIT/NAME") and no others."""
        exercises = {key: most for key, most in self.exercises.items() if wanted & {key, unit_of(key)}}
        students = tuple(_only(one, exercises, wanted) for one in self.students)
        return replace(self, exercises=exercises, students=students)

    @property
    def units(self) -> dict[str, float]:
        """The units, with their points."""
        units: dict[str, float] = {}
        for key, most in self.exercises.items():
            units[unit_of(key)] = units.get(unit_of(key), 0.0) + most
        return units


def _only(student: Graded, exercises: Mapping[str, float], wanted: Collection[str]) -> Graded:
    marks = {key: mark for key, mark in student.marks.items() if key in exercises}
    problem = student.problem if total(marks.values()) is None else None
    return replace(
        student,
        marks=marks,
        max_score=math.fsum(mark.max_score for mark in marks.values()) if marks else math.fsum(exercises.values()),
        problem=problem,
        late={unit: points for unit, points in student.late.items() if any(unit_of(key) == unit for key in exercises)},
    )


def unit_of(key: str) -> str:
    """The unit of an exercise's key."""
    return key.partition("/")[0]


def total(marks: Iterable[Mark]) -> float | None:
    """The sum of the scores; None if one is missing, or if there are none: blank is not zero."""
    scores = [mark.score for mark in marks]
    known = [score for score in scores if score is not None]
    return math.fsum(known) if known and len(known) == len(scores) else None


def of_unit(student: Graded, unit: str) -> float | None:
    """A student's score in a unit, less what being late has cost; None if an exercise of it has no score."""
    return _less(
        total(mark for key, mark in student.marks.items() if unit_of(key) == unit), student.late.get(unit, 0.0)
    )


def _less(score: float | None, penalty: float) -> float | None:
    return score if score is None else max(score - penalty, 0.0)


def from_results(result: ClassResult) -> Export:
    """What `grader grade --json` found."""
    students = tuple(_graded(submission) for submission in sorted(result.submissions, key=lambda one: one.student))
    return Export(result.course, _exercises(students), students)


def from_scores(title: str, scores: Iterable[Score], late: Mapping[tuple[str, str], float] | None = None) -> Export:
    """What a gradebook says: an instructor's scores, where there are any, before the grader's. `late`: the points that
    being late has cost, by student and unit."""
    marks: dict[str, dict[str, Mark]] = {}
    for score in scores:
        mark = Mark(score.score, score.max_score, score.comment or "")
        marks.setdefault(score.student, {})[f"{score.unit}/{score.exercise}"] = mark
    students = tuple(
        Graded(
            student,
            of_student,
            math.fsum(mark.max_score for mark in of_student.values()),
            _missing(of_student),
            late={unit: points for (name, unit), points in (late or {}).items() if name == student},
        )
        for student, of_student in sorted(marks.items())
    )
    return Export(title, _exercises(students), students)


def _missing(marks: Mapping[str, Mark]) -> str | None:
    """Why there is no total; None if every exercise has a score."""
    without = [key for key, mark in marks.items() if mark.score is None]
    if not without:
        return None
    of_all = len(without) == len(marks)
    return "the gradebook has no score" if of_all else f"the gradebook has no score for {', '.join(without)}"


def both(results: Export, gradebook: Export) -> Export:
    """The gradebook's scores with the results' checks: what an instructor changed counts, what was found explains."""
    found = {student.student: student for student in results.students}
    students = []
    for student in gradebook.students:
        of_results = found.pop(student.student, None)
        marks = dict(student.marks)
        for key, mark in of_results.marks.items() if of_results else ():
            marks[key] = replace(marks[key], checks=mark.checks) if key in marks else mark
        problem = None if total(marks.values()) is not None else (of_results or student).problem or student.problem
        unreadable = problem is not None and of_results is not None and of_results.unreadable
        students.append(replace(student, marks=marks, problem=problem, unreadable=unreadable))
    everybody = tuple(sorted((*students, *found.values()), key=lambda one: one.student))
    return Export(results.title, _exercises(everybody), everybody)


def _graded(submission: SubmissionResult) -> Graded:
    marks = {
        key: Mark(exercise.score, exercise.max_score, exercise.reason or "", checks=exercise.checks)
        for key, exercise in submission.exercises.items()
    }
    problem = None if submission.status == "graded" else submission.reason
    late = {unit: late.penalty for unit, late in submission.late.items()}
    return Graded(submission.student, marks, submission.max_score, problem, submission.status == "unreadable", late)


def _exercises(students: Iterable[Graded]) -> dict[str, float]:
    found: dict[str, float] = {}
    for student in students:
        for key, mark in student.marks.items():
            found[key] = max(found.get(key, 0.0), mark.max_score)
    return found
