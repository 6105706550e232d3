"""Scores in and out of nbgrader's gradebook: an assignment a unit, a grade cell an exercise."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from grader.course.contents import Course, Exercise, Unit
from grader.course.misconceptions import read_registry
from grader.gradebook.comments import as_comment, report_of
from grader.gradebook.database import reading, writing
from grader.gradebook.known import exercise_cells, known_cells
from grader.results.model import SubmissionResult


def grade_cell(exercise: Exercise) -> str:
    """The nbgrader id of the cell that has the exercise's points; the notebook is its unit's."""
    return f"test_{exercise.name}"


def solution_cell(exercise: Exercise) -> str:
    """The nbgrader id of the cell that holds the exercise's solution, where nbgrader keeps comments."""
    return exercise.name


@dataclass(frozen=True)
class Score:
    """An exercise's score as the gradebook has it.

    `score` is what counts: an instructor's goes before the grader's, and extra credit is added. It is None where
    nothing was graded; nbgrader itself shows a 0 there.
    """

    student: str
    unit: str
    exercise: str
    score: float | None
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    max_score: float
    needs_manual_grade: bool
    comment: str | None


def write(
    url: str, course: Course, results: Iterable[SubmissionResult], version: str, units: Collection[str] | None = None
) -> None:
    """Write results to the gradebook, submission by submission; one that is interrupted leaves no scores of it.

    The exercises in a result are written and others left as they are. One that has no score there (all of `units`, in
    a result without a score that names no exercises) waits for a person ("needs manual grade"), and has the reason as
    its comment. Comments end with the `version` of what graded. What an instructor entered - scores, extra credit,
    comments - is never touched.

    Raises GradebookError if the gradebook cannot be used.
    """
    with writing(url) as gradebook:
        books = [_described(gradebook, unit) for unit in course.units if units is None or unit.name in units]
        for result in results:
            _write_one(gradebook, books, result, course, version)


@dataclass(frozen=True)
class _Cell:
    """Where an exercise's score and comment are: the ids of its cells, and its points there."""

    grade: str
    solution: str | None
    points: float


@dataclass(frozen=True)
class _Book:
    """A unit as the gradebook knows it: the id of its notebook, and the cells of its exercises by their keys."""

    unit: str
    notebook: str
    cells: dict[str, _Cell]


def _described(gradebook: Any, unit: Unit) -> _Book:
    """The unit's assignment, notebook and cells: as nbgrader generated them from the instructor's notebook, which may
    have fewer exercises and other points; where it did not, what the course says."""
    generated = exercise_cells(known_cells(gradebook, unit.name, unit.name))
    if not generated:
        gradebook.update_or_create_assignment(unit.name)
        gradebook.update_or_create_notebook(unit.name, unit.name)
        for exercise in unit.exercises:
            gradebook.update_or_create_grade_cell(
                grade_cell(exercise), unit.name, unit.name, max_score=exercise.points, cell_type="code"
            )
            gradebook.update_or_create_solution_cell(solution_cell(exercise), unit.name, unit.name)
    notebook = gradebook.find_notebook(unit.name, unit.name)
    names = generated or {grade_cell(exercise): exercise.key for exercise in unit.exercises}
    solutions = {f"{unit.name}/{cell.name}": cell.id for cell in notebook.solution_cells}
    cells = {
        names[cell.name]: _Cell(cell.id, solutions.get(names[cell.name]), cell.max_score)
        for cell in notebook.grade_cells
        if cell.name in names
    }
    return _Book(unit.name, notebook.id, cells)


def _write_one(gradebook: Any, books: list[_Book], result: SubmissionResult, course: Course, version: str) -> None:
    nothing_known = result.status != "graded" and not result.exercises
    books = [book for book in books if nothing_known or any(key in result.exercises for key in book.cells)]
    registry = read_registry(course)
    # These commit what they make; scores come after, so that one commit is theirs.
    gradebook.update_or_create_student(result.student)
    # nbgrader reads while it builds a submission; what is half built must not be written then.
    with gradebook.db.no_autoflush:
        for book in books:
            gradebook.update_or_create_submission(book.unit, result.student)
    for book in books:
        submitted, grades, comments = _cells(gradebook, book, result.student)
        for key, cell in book.cells.items():
            found = result.exercises.get(key)
            if found is None and not nothing_known:
                continue
            text = f"{result.status}: {result.reason}" if found is None else report_of(found, registry)
            score = None
            if found is not None and found.score is not None:
                score = in_points(found.score, found.max_score, cell.points)
            _enter(grades[cell.grade], score)
            if cell.solution is not None:
                comments[cell.solution].auto_comment = as_comment(text, version)
        # Without a rule of the course, what being late costs is for nbgrader's own plugin to say.
        if course.late is not None:
            late = result.late.get(book.unit)
            given = math.fsum(grades[cell.grade].auto_score or 0.0 for cell in book.cells.values())
            submitted.late_submission_penalty = late and late.part * given
    gradebook.db.commit()


def _enter(grade: Any, score: float | None) -> None:
    grade.auto_score = score
    # As nbgrader's own autograding has it: a score that a person gave is for that person to look at again.
    grade.needs_manual_grade = score is None or grade.manual_score is not None


def in_points(score: float, most: float, points: float) -> float:
    """A score of `most` in the points that the gradebook's cell has, which may be others than the course's."""
    if not math.isclose(points, most):
        score = score / most * points if most else 0.0
    return min(max(score, 0.0), points)


def _cells(gradebook: Any, book: _Book, student: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """The submission's notebook, and its grades and comments by the ids of their cells.

    nbgrader makes them with the submission; for exercises that the unit has got since, they are made here.
    """
    from nbgrader.api import Comment, Grade, SubmittedNotebook

    submission = gradebook.find_submission(book.unit, student).id
    of_it = {"notebook_id": book.notebook, "assignment_id": submission}
    submitted = gradebook.db.query(SubmittedNotebook).filter_by(**of_it).one_or_none()
    if submitted is None:
        submitted = SubmittedNotebook(**of_it)
        gradebook.db.add(submitted)
        gradebook.db.flush()
    both: list[dict[str, Any]] = []
    cells = book.cells.values()
    wanted = ({cell.grade for cell in cells}, {cell.solution for cell in cells if cell.solution is not None})
    for kind, ids in zip((Grade, Comment), wanted, strict=True):
        there = {one.cell_id: one for one in gradebook.db.query(kind).filter_by(notebook_id=submitted.id)}
        for cell in ids - there.keys():
            there[cell] = kind(cell_id=cell, notebook_id=submitted.id)
            gradebook.db.add(there[cell])
        both.append(there)
    return submitted, both[0], both[1]


def scores(url: str) -> tuple[Score, ...]:
    """Every score in the gradebook, by student, unit and exercise; assignments that are not ours are there, too.

    Raises GradebookError if there is no such gradebook, or if it cannot be used.
    """
    with reading(url) as gradebook:
        from nbgrader import api

        places = (api.Student.id, api.Assignment.name, api.Notebook.name)
        comments = {
            tuple(row[:4]): row[4]
            for row in _of_submissions(gradebook, api, api.Comment, api.SolutionCell, *places, api.SolutionCell.name)
            .add_columns(api.Comment.comment)
            .all()
        }
        grades = (
            _of_submissions(gradebook, api, api.Grade, api.GradeCell, *places, api.GradeCell.name)
            .add_columns(api.GradeCell.max_score, api.Grade)
            .order_by(*places, api.GradeCell.name)
            .all()
        )
        return tuple(
            _score(
                student, unit, cell, most, grade, comments.get((student, unit, notebook, cell.removeprefix("test_")))
            )
            for student, unit, notebook, cell, most, grade in grades
        )


def late_penalties(url: str) -> dict[tuple[str, str], float]:
    """The points that being late has cost, by student and unit, wherever it has cost any.

    Raises GradebookError if there is no such gradebook, or if it cannot be used.
    """
    with reading(url) as gradebook:
        from nbgrader.api import SubmittedAssignment

        found = (
            (one.student_id, one.assignment.name, one.late_submission_penalty)
            for one in gradebook.db.query(SubmittedAssignment)
        )
        return {(student, unit): penalty for student, unit, penalty in found if penalty}


def _of_submissions(gradebook: Any, api: Any, what: Any, cell: Any, *columns: Any) -> Any:
    return (
        gradebook.db.query(*columns)
        .select_from(what)
        .join(cell, cell.id == what.cell_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.id == what.notebook_id)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .join(api.Student, api.Student.id == api.SubmittedAssignment.student_id)
    )


def _score(student: str, unit: str, cell: str, most: float, grade: Any, comment: str | None) -> Score:
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return Score(
        student=student,
        unit=unit,
        exercise=cell.removeprefix("test_"),
        score=None if given is None else given + (grade.extra_credit or 0),
        auto_score=grade.auto_score,
        manual_score=grade.manual_score,
        extra_credit=grade.extra_credit,
        max_score=most,
        needs_manual_grade=grade.needs_manual_grade,
        comment=comment,
    )
