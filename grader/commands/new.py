"""`grader course new`, `grader new`, `grader course stubs`: a course or an exercise of one's own."""

from __future__ import annotations

import os
from pathlib import Path

from grader.commands.failure import Failure
from grader.course.contents import CourseError, did_you_mean, find_course, select
from grader.course.stubs import write_stubs
from grader.course.unfinished import unfinished


def course(folder: Path, title: str) -> None:
    """Make a new course in a folder, and say what comes next."""
    try:
        from grader.authoring.new_course import FIRST_EXERCISE, make_course
    except ModuleNotFoundError as error:
        raise _for_authors() from error
    try:
        made = make_course(folder, title)
    except CourseError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or folder} could not be written: {error.strerror}.") from error
    print(
        f"{folder}: a course with one exercise, {FIRST_EXERCISE.unit}/{FIRST_EXERCISE.name}, of {made.points:g} points."
    )
    print(f"\nNext, in {folder}: grader verify, and then grader new UNIT/NAME for an exercise of your own.")


def exercise(wanted: str, kind: str, course_folder: Path | None) -> None:
    """Add an exercise to a course, and say what there is to write."""
    try:
        from grader.authoring.new_exercise import TEMPLATES, New, add_exercise, split_name
    except ModuleNotFoundError as error:
        raise _for_authors() from error
    try:
        if kind not in TEMPLATES:
            raise CourseError(
                f"there is no template {kind!r}{did_you_mean(kind, TEMPLATES)}; there are {', '.join(TEMPLATES)}"
            )
        there = find_course(course_folder)
        unit, name = split_name(wanted)
        paths = add_exercise(there, New(unit, name, kind))
        added = select(find_course(there.root), f"{unit}/{name}")[0]
    except CourseError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or wanted} could not be written: {error.strerror}.") from error
    for path in paths:
        print(f"written: {os.path.relpath(path)}")
    print("\nIt works as it is. Still to write (each of these lines says TO WRITE:; delete it when it is done):")
    for line in unfinished(added):
        print(line.replace(": still to write", ""))
    print(f"\nThen: grader course stubs, and grader verify {added.key}")


def stubs(course_folder: Path | None) -> None:
    """Make the stubs of a course again, and say which have changed."""
    try:
        there = find_course(course_folder)
        written = write_stubs(there)
    except CourseError as error:
        raise Failure(str(error)) from error
    for path in written:
        print(f"written: {os.path.relpath(path)}")
    if not written:
        print("every stub is as its solution gives it")


def _for_authors() -> Failure:
    return Failure(
        "this grader is for students and has no templates; authors install process-course-grader[instructor]"
    )
