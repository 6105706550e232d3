"""`grader hint`, `grader reset` and `grader solution`: help with one exercise, a step at a time."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.text import Text

from grader.commands.failure import FALLS_SHORT, Failure
from grader.course.contents import Course, CourseError, Exercise, find_course, select
from grader.reports import words
from grader.workshop import telling
from grader.workshop.state import load, save
from grader.workshop.work import original, reset, work_of


def hint(wanted: str | None, course_folder: Path | None) -> None:
    """Show the next hint, below those that were given before; without a name, for the next exercise to do."""
    out = telling.console()
    course, exercise = _one(wanted, course_folder) if wanted is not None else _next(course_folder)
    state = load(course.root)
    if wanted is None:
        out.print(Text.assemble((exercise.key, "bold"), " · ", words.printable(exercise.title)))
    given = min(state.of(exercise.key).hints, len(exercise.hints))
    if not exercise.hints:
        raise Failure(f"{exercise.key} has no hints. Its task is in exercises/{exercise.file}.")
    for number, text in enumerate(exercise.hints[:given], 1):
        out.print(Text(f"{number}. {words.printable(text)}", "dim"))
    if given == len(exercise.hints):
        out.print(Text(f"You have had all {given} hints. The handout is exercises/{exercise.unit}/README.md.", "bold"))
        return
    out.print(Text.assemble((f"{given + 1}. ", "bold"), words.printable(exercise.hints[given])))
    left = len(exercise.hints) - given - 1
    out.print(Text(f"({left} more)" if left else "(that was the last one)", "dim"))
    save(course.root, state.with_(exercise.key, hints=given + 1))


def start_again(wanted: str, course_folder: Path | None) -> None:
    """Put the stub back and say where the old file is kept."""
    _, exercise = _one(wanted, course_folder)
    stub = original(exercise)
    if stub is None:
        from grader.course.stubs import stub_of

        try:
            stub = stub_of(exercise).encode()
        except CourseError:
            raise Failure(
                f"there is no copy of the first state of exercises/{exercise.file}. A released course keeps them in "
                ".grader/stubs; get that folder again from your instructor."
            ) from None
    kept = reset(exercise, stub)
    out = telling.console()
    out.print(Text.assemble(telling.link(out, exercise.stub), " is as you first got it."))
    if kept is not None:
        out.print(Text.assemble("Your own is kept: ", telling.link(out, kept)))


def solution(wanted: str, course_folder: Path | None) -> None:
    """Show the reference solution, where the course allows it, after full marks; exits 1 before."""
    course, exercise = _one(wanted, course_folder)
    if not course.solutions:
        raise Failure("this course does not give its solutions out; ask your instructor.", FALLS_SHORT)
    if work_of(exercise).says(load(course.root).of(exercise.key)) != "passed":
        raise Failure(
            f"first make it your own: the solution is shown after `grader check {exercise.key}` has found nothing "
            "wrong with the file as it is now.",
            FALLS_SHORT,
        )
    try:
        text = exercise.solution.read_text(encoding="utf-8")
    except OSError:
        raise Failure(
            f"solutions/{exercise.file} is not in this folder; your instructor can add it.", FALLS_SHORT
        ) from None
    _print(text)


def _print(text: str) -> None:
    text = "".join(
        line for line in text.splitlines(keepends=True) if "### BEGIN SOL" not in line and "### END SOL" not in line
    )
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from rich.syntax import Syntax

    telling.console().print(Syntax(text, "python", theme="ansi_dark", background_color="default"))


def _next(course_folder: Path | None) -> tuple[Course, Exercise]:
    try:
        course = find_course(course_folder)
    except CourseError as error:
        raise Failure(str(error)) from error
    exercise = telling.next_exercise(course, load(course.root))
    if exercise is None:
        raise Failure("the whole course is done; name an exercise to see its hints again.")
    return course, exercise


def _one(wanted: str, course_folder: Path | None) -> tuple[Course, Exercise]:
    try:
        course = find_course(course_folder)
        exercises = select(course, wanted)
    except CourseError as error:
        raise Failure(str(error)) from error
    if len(exercises) > 1:
        names = ", ".join(exercise.key for exercise in exercises)
        raise Failure(f"{wanted} is a whole unit; name one exercise of it: {names}.")
    return course, exercises[0]
