"""`grader export`: results and gradebooks in the formats of other systems."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from grader.class_report.files import page_name
from grader.commands.failure import FALLS_SHORT, Failure
from grader.course.contents import CourseError, find_course, select
from grader.course.roster import RosterError, read_roster
from grader.exports.autograders import Ungraded, gradescope, prairielearn
from grader.exports.github import github
from grader.exports.gradescope_kit import gradescope_kit
from grader.exports.people import known_ids, matched_people
from grader.exports.source import Export, Graded, both, from_results, from_scores
from grader.exports.spreadsheets import blackboard, brightspace, canvas, moodle
from grader.exports.testing import ctrf, junit
from grader.gradebook.database import GradebookError
from grader.gradebook.store import late_penalties, scores
from grader.reports.words import printable
from grader.results.json_form import from_json
from grader.results.visibility import Level, seen

FOR_A_CLASS: dict[str, Callable[[Export, datetime], str]] = {
    "canvas": lambda export, when: canvas(export),
    "moodle": lambda export, when: moodle(export),
    "blackboard": lambda export, when: blackboard(export),
    "brightspace": lambda export, when: brightspace(export),
    "junit": junit,
    "ctrf": ctrf,
    "github": lambda export, when: github(export),
}
"""Formats of one file for everybody."""
FOR_ONE_SUBMISSION: dict[str, Callable[[Graded], str]] = {"gradescope": gradescope, "prairielearn": prairielearn}
"""Formats of a file a submission."""
KIT = "gradescope-autograder"
_SHOWN_TO_STUDENTS = ("gradescope", "prairielearn", "moodle", "github")
_DEFAULT_GRADEBOOK = "sqlite:///gradebook.db"


def run(
    format: str,
    *,
    results: Path | None,
    gradebook: str | None,
    output: Path | None,
    student: str | None,
    course_folder: Path | None,
    units: list[str] | None = None,
    roster: Path | None = None,
) -> None:
    """Write the format to the file, or to stdout; exits 1 if a submission has no score that the format could say."""
    if format == KIT:
        _write_kit(output, course_folder, units or [])
        return
    export, when = _source(results, gradebook, _level(format, course_folder))
    if units:
        export = _of_units(export, units)
    export = _with_people(export, roster)
    if student is not None:
        export = _only(export, student)
    if format in FOR_A_CLASS:
        _put(output, FOR_A_CLASS[format](export, when), append=format == "github" and _is_step_summary(output))
    else:
        _write_alone(FOR_ONE_SUBMISSION[format], export, output)


def _of_units(export: Export, units: list[str]) -> Export:
    names = sorted({*export.exercises, *export.units})
    for unit in units:
        if unit not in names:
            known = ", ".join(export.units) or "nothing"
            raise Failure(f"--unit {printable(unit)}: there is no such unit or exercise there. There is {known}.")
    return export.only(set(units))


def _with_people(export: Export, roster: Path | None) -> Export:
    try:
        people = read_roster(roster) if roster is not None else None
    except RosterError as error:
        raise Failure(str(error)) from error
    matched = matched_people([one.student for one in export.students], people, known_ids())
    for line in matched.told:
        print(f"grader: {printable(line)}", file=sys.stderr)
    return replace(export, people=matched.people)


def _level(format: str, course_folder: Path | None) -> Callable[[str], Level]:
    """How much students may see of the hidden checks, in what they are shown; all where no course is at hand."""
    if format not in _SHOWN_TO_STUDENTS:
        return lambda key: "timelines"
    try:
        return find_course(course_folder).level
    except CourseError as error:
        if course_folder is not None:
            raise Failure(str(error)) from error
        return lambda key: "timelines"


def _source(results: Path | None, gradebook: str | None, level: Callable[[str], Level]) -> tuple[Export, datetime]:
    """What is exported, and when it was found."""
    found = None if results is None else _read(results, level)
    if gradebook is None and found is not None and results is not None:
        return found, datetime.fromtimestamp(results.stat().st_mtime, UTC)
    try:
        book = gradebook or _DEFAULT_GRADEBOOK
        of_gradebook = from_scores("Gradebook", scores(book), late_penalties(book))
    except GradebookError as error:
        more = "" if gradebook else " Name what to export: --results FILE or --gradebook URL."
        raise Failure(f"{error}.{more}") from error
    when = datetime.now(UTC)
    return (of_gradebook if found is None else both(found, of_gradebook)), when


def _read(results: Path, level: Callable[[str], Level]) -> Export:
    try:
        found = from_json(json.loads(results.read_text(encoding="utf-8")))
        return from_results(replace(found, submissions=tuple(seen(one, level) for one in found.submissions)))
    except OSError as error:
        raise Failure(
            f"{results} cannot be read ({error.strerror}). Write it with grader grade --json {results}."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failure(
            f"{results} is not a result of grader grade --json ({type(error).__name__}: {printable(str(error))}). "
            f"Grade again with --json {results}."
        ) from error


def _only(export: Export, name: str) -> Export:
    chosen = tuple(one for one in export.students if one.student == name)
    if not chosen:
        raise Failure(f"there is no {printable(name)!r} among the {len(export.students)} submissions. Check --student.")
    return Export(export.title, export.exercises, chosen)


def _write_alone(write: Callable[[Graded], str], export: Export, output: Path | None) -> None:
    """One submission goes to the file or to stdout; several go to a folder, a file each."""
    folder = len(export.students) != 1 or (output is not None and output.is_dir())
    if folder and output is None:
        raise Failure(
            f"this format is a file a submission, and there are {len(export.students)} submissions. "
            "Choose one with --student NAME, or name a folder with --output DIR."
        )
    missing: list[str] = []
    for one in export.students:
        try:
            text = write(one)
        except Ungraded as error:
            missing.append(str(error))
            continue
        if not folder:
            _put(output, text)
        elif output is not None:
            output.mkdir(exist_ok=True)
            _put(output / f"{page_name(one.student).removesuffix('.html')}.json", text)
    if missing:
        raise Failure(
            "without a file, because blank is not zero: " + "; ".join(missing) + ". Grade them again.", FALLS_SHORT
        )


def _write_kit(output: Path | None, course_folder: Path | None, units: list[str]) -> None:
    if output is None:
        raise Failure(f"{KIT} is an archive. Name a file for it: --output autograder.zip.")
    try:
        course = find_course(course_folder)
        for unit in units:
            select(course, unit)
        content = gradescope_kit(course, units)
    except CourseError as error:
        raise Failure(str(error)) from error
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Failure(f"{output} cannot be written ({error.strerror}). Name another file.") from error


def _is_step_summary(output: Path | None) -> bool:
    """GitHub shows whatever a step has added to this file: what other commands of the step wrote stays."""
    return output is not None and str(output) == os.environ.get("GITHUB_STEP_SUMMARY")


def _put(output: Path | None, text: str, *, append: bool = False) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    try:
        with open(output, "a" if append else "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
    except OSError as error:
        raise Failure(f"{output} cannot be written ({error.strerror}). Name another file.") from error
