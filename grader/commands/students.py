"""The commands of students, and `release` and `doctor`: names and options; the work is in modules of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CourseOption = Annotated[Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR")]


def _named(incomplete: str) -> list[str]:
    """The units and exercises that begin like this, for a shell that completes a word."""
    from grader.course.contents import CourseError, find_course

    try:
        course = find_course()
    except CourseError:
        return []
    exercises = course.exercises
    names = [unit.name for unit in course.units] + [one.key for one in exercises] + [one.name for one in exercises]
    return [name for name in names if name.startswith(incomplete)]


def _cards(incomplete: str) -> list[str]:
    """The misconceptions that begin like this."""
    from grader.course.contents import CourseError, find_course
    from grader.course.misconceptions import read_registry

    try:
        return [name for name in read_registry(find_course()).cards if name.startswith(incomplete)]
    except CourseError:
        return []


ExerciseArgument = Annotated[
    str, typer.Argument(metavar="EXERCISE", help="Its name, or UNIT/NAME.", show_default=False, autocompletion=_named)
]
_Any = Annotated[
    str | None,
    typer.Argument(
        metavar="[UNIT|EXERCISE]", help="Its name, or UNIT/NAME.", show_default=False, autocompletion=_named
    ),
]
_Next = Annotated[
    str | None,
    typer.Argument(
        metavar="[EXERCISE]", help="Without one, the next to do.", show_default=False, autocompletion=_named
    ),
]


def add_students(app: typer.Typer, panel: str) -> None:
    """Add what a student works with."""

    @app.command(rich_help_panel=panel)
    def status(course: CourseOption = None) -> None:
        """The course at a glance: every exercise, done or not, points."""
        from grader.commands import status as command

        command.run(course)

    @app.command(rich_help_panel=panel)
    def check(
        exercise: _Any = None,
        json: Annotated[Path | None, typer.Option(help="Write the results to this file.", metavar="FILE")] = None,
        html: Annotated[bool, typer.Option("--html", help="Open the results as a page, with large timelines.")] = False,
        plain: Annotated[bool, typer.Option("--plain", help="Judge only what needs no witness, in real time.")] = False,
        course: CourseOption = None,
    ) -> None:
        """Run the visible tests on your own files and explain what they find."""
        from grader.commands import check as command

        command.run(exercise, json=json, html=html, plain=plain, course_folder=course)

    @app.command(rich_help_panel=panel)
    def watch(
        exercise: _Next = None,
        plain: Annotated[bool, typer.Option("--plain", help="Judge only what needs no witness, in real time.")] = False,
        course: CourseOption = None,
    ) -> None:
        """Check again at every save, one exercise at a time."""
        from grader.commands import watch as command

        command.run(exercise, plain=plain, course_folder=course)

    @app.command(rich_help_panel=panel)
    def hint(exercise: _Next = None, course: CourseOption = None) -> None:
        """The next hint."""
        from grader.commands import hint as command

        command.hint(exercise, course)

    @app.command(rich_help_panel=panel)
    def reset(exercise: ExerciseArgument, course: CourseOption = None) -> None:
        """Start an exercise again; your own file is kept."""
        from grader.commands import hint as command

        command.start_again(exercise, course)

    @app.command(rich_help_panel=panel)
    def explain(
        name: Annotated[
            str,
            typer.Argument(metavar="NAME", help="As a check names it.", show_default=False, autocompletion=_cards),
        ],
        course: CourseOption = None,
    ) -> None:
        """Explain a mistake that a check named: an example, what happens, a question, and the handout's place."""
        from grader.commands import explain as command

        command.run(name, course)

    @app.command(rich_help_panel=panel)
    def solution(exercise: ExerciseArgument, course: CourseOption = None) -> None:
        """The reference solution of what you have solved, where the course allows it."""
        from grader.commands import hint as command

        command.solution(exercise, course)


def add_release(app: typer.Typer, panel: str) -> None:
    """Add what makes the students' repository."""

    @app.command(rich_help_panel=panel)
    def release(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new, empty, or a release.")],
        course: CourseOption = None,
    ) -> None:
        """What students get: exercises, visible tests, no solution, no hidden test."""
        from grader.commands import release as command

        command.run(folder, course)


def add_doctor(app: typer.Typer, panel: str) -> None:
    """Add what looks at the machine."""

    @app.command(rich_help_panel=panel)
    def doctor() -> None:
        """What this machine can do: tracing, isolation, Python versions; what to do about what is missing."""
        from grader.commands import doctor as command

        command.run()
