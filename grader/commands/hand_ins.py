"""What an instructor says of hand-ins on the command line, and the table of who handed in what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.commands.failure import Failure
from grader.course.contents import Course, select
from grader.course.hand_ins import HandedIn
from grader.course.layouts import LAYOUTS, HandIns
from grader.course.reading_process import ReadingProcess
from grader.course.roster import matched, read_roster
from grader.course.submissions import Submission
from grader.reports.words import printable


def checked_layout(layout: str | None) -> str | None:
    """The layout, if it is one of those that there are."""
    if layout is not None and layout not in LAYOUTS:
        raise Failure(f"--layout {layout}: there is no such layout. Known are {', '.join(LAYOUTS)}.")
    return layout


def of_units(course: Course, units: Iterable[str]) -> Course:
    """The course with what was set, and nothing else; all of it where nothing is named.

    Raises CourseError for a name that is none of its units or exercises.
    """
    keys = {exercise.key for unit in units for exercise in select(course, unit)}
    return course.only(keys) if keys else course


def with_roster(found: HandIns, roster: Path | None) -> tuple[HandIns, list[str]]:
    """The submissions under the roster's names, and the lines about what did not match.

    Raises RosterError if the roster cannot be used.
    """
    if roster is None:
        return found, []
    handed_in, told = matched(found.handed_in, read_roster(roster))
    return replace(found, handed_in=handed_in), told


def show(found: HandIns, course: Course, assigned: Course, reading: ReadingProcess) -> None:
    """Print who handed in what, and how each path was read."""
    out = Console(highlight=False, soft_wrap=True)
    for path, layout in found.layouts:
        out.print(f"{printable(path)}: read as {layout}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("student", "exercises", "from", "what to know"):
        table.add_column(column, overflow="fold")
    for handed in found.handed_in:
        row = list(map(printable_cell, _row(handed, course, assigned, reading)))
        if out.is_terminal:
            table.add_row(*row)
        else:
            out.print("\t".join(row), markup=False)
    if out.is_terminal:
        out.print(table)
    out.print(f"{len(found.handed_in)} submissions; nothing was graded.", markup=False)


def printable_cell(text: str) -> str:
    """A cell's text on one line."""
    return printable(text)


def _row(handed: HandedIn, course: Course, assigned: Course, reading: ReadingProcess) -> tuple[str, str, str, str]:
    submission = reading.submission(handed, course)
    where = ", ".join(place.shown() for place in handed.places)
    student = f"{handed.student}, {handed.attempt}" if handed.attempt else handed.student
    return student, _exercises(submission, assigned), where, _to_know(handed, submission)


def _exercises(submission: Submission, assigned: Course) -> str:
    if submission.unreadable is not None:
        return "unreadable"
    words = []
    for unit in assigned.units:
        there = [one.name for one in unit.exercises if one.file in submission.files]
        if there:
            every = len(there) == len(unit.exercises)
            words.append(
                f"{unit.name} ({'all ' if every else ''}{len(there)}{'' if every else ': ' + ', '.join(there)})"
            )
    return "; ".join(words) or "none"


def _to_know(handed: HandedIn, submission: Submission) -> str:
    late = ("marked late by the platform",) if handed.late else ()
    at = (f"handed in {handed.at:%Y-%m-%d %H:%M %Z}",) if handed.at else ()
    unread = tuple(dict.fromkeys(submission.unread.values()))
    return "; ".join(filter(None, (submission.unreadable or "", *unread, *submission.notes, *at, *late)))
