"""`grader course`: a new course, its stubs, and a ready nbgrader course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader.commands.failure import Failure
from grader.course.contents import CourseError, find_course


def add_course(app: typer.Typer, panel: str) -> None:
    """Add `course` and `new`."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(group, name="course", help="A new course, its stubs; the course in nbgrader.", rich_help_panel=panel)

    @group.callback()
    def course() -> None:
        """A new course, its stubs; the course in nbgrader."""

    @group.command(name="init")
    def course_init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)],
        course: Annotated[Path | None, typer.Option(help="The folder that holds exercises/.", metavar="DIR")] = None,
        gradebook: Annotated[
            str | None, typer.Option(help="The gradebook's address, by default gradebook.db in DIR.", metavar="URL")
        ] = None,
    ) -> None:
        """Make a ready nbgrader course in a folder, or bring it up to date."""
        init(folder, course_folder=course, gradebook=gradebook)

    @group.command(name="new")
    def course_new(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
        title: Annotated[str, typer.Option(help="The course's title.")] = "A course of my own",
    ) -> None:
        """Make a course of your own, with one exercise that works."""
        from grader.commands import new as command

        command.course(folder, title)

    @group.command(name="stubs")
    def course_stubs(
        course: Annotated[Path | None, typer.Option(help="The folder that holds exercises/.", metavar="DIR")] = None,
    ) -> None:
        """Make the stubs again, after a solution has changed."""
        from grader.commands import new as command

        command.stubs(course)

    @app.command(name="new", rich_help_panel=panel)
    def exercise_new(
        name: Annotated[str, typer.Argument(metavar="UNIT/NAME", show_default=False)],
        like: Annotated[str, typer.Option(help="The template: process, threads, asyncio or subprocess.")] = "process",
        course: Annotated[Path | None, typer.Option(help="The folder that holds exercises/.", metavar="DIR")] = None,
    ) -> None:
        """Add an exercise to a course: all of its files, with a mark wherever there is something to write."""
        from grader.commands import new as command

        command.exercise(name, like, course)


def init(folder: Path, *, course_folder: Path | None, gradebook: str | None) -> None:
    """Make the folder an nbgrader course, and say what comes next."""
    from grader.gradebook.database import GradebookError

    try:
        from grader.notebooks.folder import make
    except ImportError as error:
        raise Failure(
            f"an nbgrader course needs nbgrader, and {error.name} is not installed; "
            "pip install 'process-course-grader[instructor]'"
        ) from error
    try:
        course = find_course(course_folder)
        made = make(course, folder, gradebook)
    except (CourseError, GradebookError) as error:
        raise Failure(str(error)) from error
    out = Console(highlight=False, soft_wrap=True)
    changed = [path for path in made.written if "/course/" not in path]
    for path in changed:
        out.print(f"written: {folder / path}", markup=False)
    for path, reason in made.left.items():
        out.print(f"left as it is: {folder / path}: {reason}", markup=False)
    if not made.written:
        out.print(f"{folder} is up to date.", markup=False)
    first = course.units[0].name if course.units else "UNIT"
    out.print(
        f"\nNext, in {folder}: nbgrader generate_assignment {first} (what students get is then in release/{first}/), "
        f"later nbgrader autograde {first}, or the formgrader: jupyter lab.",
        markup=False,
    )
