"""`grader adjust`: points, comments, extensions and excuses by hand, kept with author and date."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

from grader.commands.failure import Failure
from grader.course.contents import Course, CourseError, find_course
from grader.gradebook.corrections import (
    CORRECTIONS,
    Correction,
    CorrectionsError,
    read_corrections,
    write_corrections,
)
from grader.gradebook.database import GradebookError, reading
from grader.gradebook.manual import enter_manual
from grader.reports.words import printable

_DEFAULT_GRADEBOOK = "sqlite:///gradebook.db"


def run(
    student: str | None,
    what: str | None,
    *,
    points: float | None,
    comment: str | None,
    excused: bool,
    days: int | None,
    author: str | None,
    remove: bool,
    gradebook: str | None,
    course_folder: Path | None,
) -> None:
    """Keep one decision, and enter its points in the gradebook if there is one; without a student list all."""
    try:
        course = find_course(course_folder)
        known = read_corrections()
    except (CourseError, CorrectionsError) as error:
        raise Failure(str(error)) from error
    if student is None or what is None:
        if student is not None or points is not None or comment or excused or days or remove:
            raise Failure("name a student and an exercise: grader adjust STUDENT UNIT/EXERCISE --points 2")
        for one in known.values():
            print(printable(f"{one.student}, {one.said()}"))
        return
    _check(course, what, points, days)
    key = (student, what)
    if remove:
        if key not in known:
            raise Failure(
                f"nothing was decided for {printable(student)}, {printable(what)}. `grader adjust` lists all."
            )
        del known[key]
        decided = Correction(student, what)
    else:
        decided = _decided(known.get(key, Correction(student, what)), points, comment, excused, days, author)
        known[key] = decided
    try:
        write_corrections(known.values())
    except OSError as error:
        raise Failure(
            f"{CORRECTIONS} cannot be written ({error.strerror}). Make room, or go to another folder."
        ) from error
    print(printable(f"{student}, {'nothing is decided any more' if remove else decided.said()}"))
    _enter(gradebook, course, decided)


def _check(course: Course, what: str, points: float | None, days: int | None) -> None:
    exercise = course.exercise(what)
    if exercise is None and (course.unit(what) is None or points is not None):
        raise Failure(f"there is no exercise {printable(what)}. Write UNIT/EXERCISE; `grader status` lists them all.")
    if exercise is not None and days:
        raise Failure(f"an extension is for a unit: write {exercise.unit} in place of {what}.")
    if points is not None and exercise is not None and not 0 <= points <= exercise.points:
        raise Failure(f"{what} has {exercise.points:g} points. Write a number from 0 to {exercise.points:g}.")


def _decided(
    before: Correction, points: float | None, comment: str | None, excused: bool, days: int | None, author: str | None
) -> Correction:
    if points is None and comment is None and not excused and days is None:
        raise Failure("say what is decided: --points, --comment, --excused or --extension.")
    return Correction(
        before.student,
        before.what,
        before.points if points is None else points,
        before.comment if comment is None else comment,
        excused or before.excused,
        before.days if days is None else days,
        author or _me(),
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    )


def _me() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _enter(gradebook: str | None, course: Course, decided: Correction) -> None:
    book = gradebook or _DEFAULT_GRADEBOOK
    try:
        with reading(book):
            pass
    except GradebookError as error:
        if gradebook is not None:
            raise Failure(str(error)) from error
        return
    try:
        enter_manual(book, course, [decided])
    except GradebookError as error:
        raise Failure(str(error)) from error
