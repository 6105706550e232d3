"""`grader watch`: check again at every save."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.commands.failure import MACHINE_CANNOT, Failure
from grader.course.contents import Course, CourseError, Exercise, find_course, select
from grader.workshop import telling
from grader.workshop.checking import Checker, CheckFault
from grader.workshop.keys import listening
from grader.workshop.machine import no_witness
from grader.workshop.plain import notice
from grader.workshop.state import StudentProgress, load
from grader.workshop.watching import WatchScreen


def run(wanted: str | None, *, plain: bool, course_folder: Path | None) -> None:
    """Watch the exercise that was asked for, else where the student left off, until they quit."""
    try:
        course = find_course(course_folder)
        state = load(course.root)
        exercise = _first(course, state, wanted)
    except CourseError as error:
        raise Failure(str(error)) from error
    reason = "you asked for it (--plain)" if plain else no_witness()
    out = telling.console()
    try:
        with Checker(course, plain=reason is not None) as checker, listening(course.root / "exercises") as events:
            WatchScreen(out, course, checker, state, exercise, None if reason is None else notice(reason)).run(events)
    except CheckFault as error:
        raise Failure(f"the check could not be made: {error}", MACHINE_CANNOT) from error
    sys.stdout.flush()


def _first(course: Course, state: StudentProgress, wanted: str | None) -> Exercise:
    if wanted is not None:
        return select(course, wanted)[0]
    left = course.exercise(state.current) if state.current else None
    return left or telling.next_exercise(course, state) or course.exercises[0]
