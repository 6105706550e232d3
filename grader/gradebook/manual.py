"""Scores by hand, between nbgrader's gradebook and the corrections that `grader adjust` keeps."""

from __future__ import annotations

from collections.abc import Iterable

from grader.course.contents import Course
from grader.gradebook.corrections import Correction
from grader.gradebook.database import GradebookError, writing
from grader.gradebook.store import grade_cell, in_points, scores

_BY = "the gradebook"


def manual_scores(url: str, course: Course) -> dict[tuple[str, str], Correction]:
    """Return what instructors entered in the gradebook, in the course's points; nothing where there is no gradebook."""
    try:
        found = scores(url)
    except GradebookError:
        return {}
    corrections = {}
    for one in found:
        exercise = course.exercise(f"{one.unit}/{one.exercise}")
        if exercise is None or one.score is None or (one.manual_score is None and not one.extra_credit):
            continue
        points = in_points(one.score, one.max_score, exercise.points)
        corrections[one.student, exercise.key] = Correction(one.student, exercise.key, points, author=_BY)
    return corrections


def enter_manual(url: str, course: Course, corrections: Iterable[Correction]) -> int:
    """Enter points as manual scores (none where a correction has no points); how many cells there were for them.

    Raises GradebookError if the gradebook cannot be used.
    """
    entered = 0
    with writing(url) as gradebook:
        from nbgrader.api import MissingEntry

        for one in corrections:
            exercise = course.exercise(one.what)
            if exercise is None:
                continue
            try:
                where = (exercise.unit, exercise.unit, one.student)
                grade = gradebook.find_grade(grade_cell(exercise), *where)
            except MissingEntry:
                continue
            most = float(grade.max_score)
            grade.manual_score = None if one.points is None else in_points(one.points, exercise.points, most)
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
            entered += 1
        gradebook.db.commit()
    return entered
