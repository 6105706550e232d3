"""`grader status`: the whole course on one screen."""

from __future__ import annotations

from pathlib import Path

from grader.commands.failure import Failure
from grader.course.contents import CourseError, find_course
from grader.workshop import telling
from grader.workshop.overview import show
from grader.workshop.state import load


def run(course_folder: Path | None) -> None:
    """Show every exercise: done or not, points, and the next one."""
    try:
        course = find_course(course_folder)
    except CourseError as error:
        raise Failure(str(error)) from error
    show(telling.console(), course, load(course.root))
