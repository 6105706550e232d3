"""`grader feedback`: the students' pages of a report, as an archive for a platform, or as drafts of e-mails."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.class_report.files import page_name
from grader.class_report.handing_back import (
    TEMPLATE,
    NoFeedback,
    Page,
    canvas_archive,
    draft,
    moodle_archive,
    pages_of,
)
from grader.commands.failure import FALLS_SHORT, Failure
from grader.course.contents import CourseError, find_course
from grader.course.roster import RosterError, read_roster
from grader.exports.people import People, known_ids, matched_people
from grader.reports.words import printable

ARCHIVES = {"moodle": moodle_archive, "canvas": canvas_archive}
FORMATS = (*ARCHIVES, "mail")


def run(
    format: str,
    *,
    report: Path,
    output: Path,
    roster: Path | None,
    template: Path | None,
    student: str | None,
    course_folder: Path | None,
) -> None:
    """Write the archive or the drafts; name the students whose page cannot be sent, and then exit with 1."""
    if format not in FORMATS:
        raise Failure(f"{printable(format)}: there is no such format. Known are {', '.join(FORMATS)}.")
    if template is not None and format != "mail":
        raise Failure("--template is for grader feedback mail.")
    try:
        pages = pages_of(report)
        people = read_roster(roster) if roster is not None else None
    except (NoFeedback, RosterError) as error:
        raise Failure(str(error)) from error
    if student is not None and not (pages := [page for page in pages if page.student == student]):
        raise Failure(f"there is no page of {printable(student)!r} in {report}. Check --student.")
    matched = matched_people([page.student for page in pages], people, known_ids())
    for line in matched.told:
        print(f"grader: {printable(line)}", file=sys.stderr)
    try:
        if format == "mail":
            missing, why = _drafts(pages, matched.people, output, template, course_folder), "has no address"
        else:
            content, missing = ARCHIVES[format](pages, matched.people)
            output.write_bytes(content)
            why = f"was not in a download of {format.capitalize()}'s"
    except OSError as error:
        raise Failure(f"{output} cannot be written ({error.strerror}). Name another place.") from error
    print(f"{len(pages) - len(missing)} of {len(pages)} pages: {output}")
    if missing:
        raise Failure(
            f"{why}, so not sent: {', '.join(map(printable, missing))}. Name the class with --roster FILE.", FALLS_SHORT
        )


def _drafts(
    pages: list[Page], people: People, folder: Path, template: Path | None, course_folder: Path | None
) -> list[str]:
    """Write one draft per student; returns who has no address. Their drafts are written, too, without one."""
    try:
        text = TEMPLATE if template is None else template.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{template} cannot be read ({error}). Name a text file.") from error
    try:
        course = find_course(course_folder)
    except CourseError as error:
        raise Failure(str(error)) from error
    folder.mkdir(exist_ok=True)
    missing = []
    for page in pages:
        try:
            content, addressed = draft(page, course.title, people.get(page.student, {}), text)
        except NoFeedback as error:
            raise Failure(str(error)) from error
        (folder / page_name(page.student)).with_suffix(".eml").write_bytes(content)
        if not addressed:
            missing.append(page.student)
    return missing
