"""The commands, by who uses them. Each one's work is in a module of its own, imported when it is called."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import typer.core

from grader.commands.course import add_course
from grader.commands.failure import exit_on_failure
from grader.commands.students import add_doctor, add_release, add_students
from grader.version import __version__, for_students

FOR_STUDENTS = "For students"
FOR_INSTRUCTORS = "For instructors"
FOR_EVERYBODY = "For everybody"


class _Commands(typer.core.TyperGroup):
    """The commands; the help lists those that are of use here. The others can be called all the same."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        names = super().list_commands(ctx)
        hidden = set()
        if for_students():
            panels = {name: getattr(self.commands[name], "rich_help_panel", None) for name in names}
            hidden |= {name for name, panel in panels.items() if panel == FOR_INSTRUCTORS}
        if not _gives_solutions():
            hidden.add("solution")
        return [name for name in names if name not in hidden]


def _gives_solutions() -> bool:
    """Return whether the course here shows its solutions; true if there is no course here."""
    from grader.course.contents import CourseError, find_course

    try:
        return find_course().solutions
    except CourseError:
        return True


app = typer.Typer(
    cls=_Commands,
    help="Watch the processes of a Python program, learn how to create them, grade those who do.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"grader {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show which grader this is.")
    ] = False,
) -> None:
    """Watch the processes of a Python program, learn how to create them, grade those who do."""


add_students(app, FOR_STUDENTS)
add_release(app, FOR_INSTRUCTORS)
add_course(app, FOR_INSTRUCTORS)
add_doctor(app, FOR_EVERYBODY)


class ScheduleName(StrEnum):
    natural = "natural"
    child_first = "child-first"
    parent_first = "parent-first"
    slow_child = "slow-child"
    slow_exit = "slow-exit"
    slow_parent = "slow-parent"
    random = "random"
    priority = "priority"


class StartMethodName(StrEnum):
    fork = "fork"
    spawn = "spawn"
    forkserver = "forkserver"


class IsolationName(StrEnum):
    bubblewrap = "bubblewrap"
    landlock = "landlock"
    none = "none"


class ExportFormat(StrEnum):
    canvas = "canvas"
    moodle = "moodle"
    blackboard = "blackboard"
    brightspace = "brightspace"
    gradescope = "gradescope"
    gradescope_autograder = "gradescope-autograder"
    junit = "junit"
    ctrf = "ctrf"
    prairielearn = "prairielearn"
    github = "github"


@app.command(
    rich_help_panel=FOR_EVERYBODY,
    context_settings={"allow_interspersed_args": False, "ignore_unknown_options": True},
    options_metavar="[OPTIONS] (PROGRAM | -m MODULE)",
)
def trace(
    program: Annotated[list[str], typer.Argument(metavar="[ARG]...", show_default=False)],
    schedule: Annotated[ScheduleName, typer.Option(help="Who may go on, where there is a choice.")] = (
        ScheduleName.natural
    ),
    seed: Annotated[int, typer.Option(help="For the schedules random and priority.")] = 0,
    explore: Annotated[
        int | None,
        typer.Option(
            help="Run it under N schedules and show each different outcome once.", metavar="N", min=1, max=1000
        ),
    ] = None,
    real_time: Annotated[bool, typer.Option("--real-time", help="Leave clocks and schedules alone.")] = False,
    python: Annotated[Path | None, typer.Option(help="The interpreter to run it with.", metavar="PATH")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the trace to this file.", metavar="FILE")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with the timeline.", metavar="FILE")] = None,
    perfetto: Annotated[Path | None, typer.Option(help="Write a trace for ui.perfetto.dev.", metavar="FILE")] = None,
) -> None:
    """Run any Python program and show its processes: tree, timeline, output by author."""
    from grader.commands import trace as command

    command.run(
        program, schedule=schedule.value, seed=seed, real_time=real_time, python=python, json=json, html=html,
        perfetto=perfetto, explore=explore,
    )  # fmt: skip


@app.command(rich_help_panel=FOR_INSTRUCTORS)
def grade(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="A submission, or a folder of them.")],
    json: Annotated[Path | None, typer.Option(help="Write the results to this file.", metavar="FILE")] = None,
    gradebook: Annotated[
        str | None, typer.Option(help="nbgrader's gradebook; by default sqlite:///gradebook.db.", metavar="URL")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write the class report to this folder.", metavar="DIR")] = None,
    jobs: Annotated[int, typer.Option(help="How many to grade at once.", min=1)] = os.cpu_count() or 1,
    isolation: Annotated[IsolationName, typer.Option(help="Where submissions run.")] = IsolationName.bubblewrap,
    course: Annotated[Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR")] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed.")] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on the Dask cluster of this scheduler.", metavar="tcp://HOST:PORT")
    ] = None,
    repeat: Annotated[
        int, typer.Option(help="Grade each N times and tell which verdicts differ.", metavar="N", min=1)
    ] = 1,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", help="Only this unit or exercise; may be given again.", metavar="UNIT"),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option("--layout", help="How to read the paths, where they can be read in two ways.", metavar="LAYOUT"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who handed in what, and grade nothing.")] = False,
    roster: Annotated[
        Path | None, typer.Option(help="The class as a CSV file, as your learning platform exports it.", metavar="FILE")
    ] = None,
) -> None:
    """Grade submissions with the hidden tests."""
    from grader.commands import grade as command

    command.run(
        paths, json=json, gradebook=gradebook, report=report, jobs=jobs, isolation=isolation.value,
        course_folder=course, force=force, scheduler=scheduler, repeat=repeat, units=unit or [], layout=layout,
        dry_run=dry_run, roster=roster,
    )  # fmt: skip


@app.command(rich_help_panel=FOR_INSTRUCTORS)
def adjust(
    student: Annotated[str | None, typer.Argument(show_default=False)] = None,
    exercise: Annotated[str | None, typer.Argument(metavar="[UNIT[/EXERCISE]]", show_default=False)] = None,
    points: Annotated[float | None, typer.Option(help="These count in place of the grader's.", min=0)] = None,
    comment: Annotated[str | None, typer.Option(help="What the student and others read.")] = None,
    excused: Annotated[bool, typer.Option("--excused", help="It does not count for this student.")] = False,
    extension: Annotated[int | None, typer.Option(help="Days more until the unit's deadline.", metavar="DAYS")] = None,
    author: Annotated[str | None, typer.Option(help="Whose decision it is; by default yours.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take back what was decided.")] = False,
    gradebook: Annotated[
        str | None, typer.Option(help="nbgrader's gradebook; by default sqlite:///gradebook.db.", metavar="URL")
    ] = None,
    course: Annotated[Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR")] = None,
) -> None:
    """Points, comments, extensions and excuses by hand; without a student the list of them."""
    from grader.commands import adjust as command

    command.run(
        student, exercise, points=points, comment=comment, excused=excused, days=extension, author=author,
        remove=remove, gradebook=gradebook, course_folder=course,
    )  # fmt: skip


@app.command(rich_help_panel=FOR_INSTRUCTORS)
def export(
    format: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="One of: " + ", ".join(ExportFormat) + ".")],
    results: Annotated[
        Path | None, typer.Option(help="What grader grade --json wrote.", metavar="FILE", show_default=False)
    ] = None,
    gradebook: Annotated[
        str | None, typer.Option(help="nbgrader's gradebook; without --results by default sqlite:///gradebook.db.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write it; by default to stdout.", metavar="FILE")
    ] = None,
    student: Annotated[str | None, typer.Option(help="Only this submission.", metavar="NAME")] = None,
    course: Annotated[Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR")] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", help="Only this unit or exercise; may be given again.", metavar="UNIT"),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help="The class as a CSV file, as your learning platform exports it.", metavar="FILE")
    ] = None,
) -> None:
    """The scores as a file for another system; what was not graded stays blank.

    With both --results and --gradebook, what an instructor changed in the gradebook counts.
    """
    from grader.commands import export as command

    command.run(
        format.value,
        results=results,
        gradebook=gradebook,
        output=output,
        student=student,
        course_folder=course,
        units=unit,
        roster=roster,
    )


@app.command(rich_help_panel=FOR_INSTRUCTORS)
def feedback(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="moodle, canvas or mail.", show_default=False)],
    report: Annotated[Path, typer.Option(help="What grader grade --report wrote.", metavar="DIR")],
    output: Annotated[Path, typer.Option(help="The archive; for mail a folder of drafts (.eml).", metavar="PATH")],
    roster: Annotated[
        Path | None, typer.Option(help="The class as a CSV file, with ids and addresses.", metavar="FILE")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="The e-mail's headers and text, with $name, $score and others.", metavar="FILE")
    ] = None,
    student: Annotated[str | None, typer.Option(help="Only this student's page.", metavar="NAME")] = None,
    course: Annotated[Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR")] = None,
) -> None:
    """Hand the students' pages back: an archive that a platform takes, or drafts of e-mails."""
    from grader.commands import feedback as command

    command.run(
        format, report=report, output=output, roster=roster, template=template, student=student, course_folder=course
    )


@app.command(rich_help_panel=FOR_INSTRUCTORS)
def verify(
    exercise: Annotated[str | None, typer.Argument(metavar="[UNIT[/EXERCISE]]", show_default=False)] = None,
    jobs: Annotated[int, typer.Option(help="How many to run at once.", min=1)] = os.cpu_count() or 1,
    isolation: Annotated[IsolationName, typer.Option(help="Where the samples run.")] = IsolationName.bubblewrap,
    start_method: Annotated[
        StartMethodName | None, typer.Option(help="multiprocessing's default; the interpreter's own without it.")
    ] = None,
    matrix: Annotated[bool, typer.Option("--matrix", help="Show which check fails which submission.")] = False,
    course: Annotated[
        Path | None, typer.Option(help="The folder with exercises/ in it.", metavar="DIR", show_default=False)
    ] = None,
    repeat: Annotated[
        int, typer.Option(help="Judge every sample so many times, with other inputs each time.", min=1, metavar="N")
    ] = 1,
) -> None:
    """The course author's guard: every sample submission gets its expected verdict."""
    from grader.commands import verify as command

    command.run(
        exercise,
        jobs=jobs,
        isolation=isolation.value,
        start_method=start_method.value if start_method else None,
        matrix=matrix,
        course_folder=course,
        repeat=repeat,
    )


def main() -> None:
    """Run the command line."""
    with exit_on_failure():
        app(prog_name="grader")
