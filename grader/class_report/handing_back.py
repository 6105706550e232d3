"""The students' pages on their way back: archives that learning platforms take, and drafts of e-mails."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Template

from grader.class_report.files import read
from grader.reports.words import printable

INDEX = Path("feedback", "index.json")
"""Below the report: whose page is which."""
FEEDBACK_FILE = "feedback.html"
"""The name of the page in the student's download."""
TEMPLATE = """\
Subject: $course: your feedback

Hello $name,

your submission was graded: $score of $max_score points. The attached page says what to look at first.
"""
_ZIPPED_AT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A student's page: its HTML, and the figures that an e-mail may name."""

    student: str
    html: str
    score: float | None
    max_score: float
    status: str


class NoFeedback(Exception):
    """There is nothing to hand back: why, and what to do."""


def pages_of(report: Path) -> list[Page]:
    """The pages of everybody that has one to read; who was not graded has nothing to be told yet.

    Raises NoFeedback where the folder holds no report.
    """
    try:
        index = json.loads((report / INDEX).read_text(encoding="utf-8"))
        rows = [(row["student"], row["page"], row["score"], row["max_score"], row["status"]) for row in index]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoFeedback(f"{report} holds no report of a class; make it with grader grade --report {report}") from error
    found = []
    for student, page, score, most, status in rows:
        html = read(report / INDEX.parent / Path(page).name)
        if html is not None and status != "not-graded":
            found.append(Page(student, html, score, most, status))
    return found


def moodle_archive(pages: Iterable[Page], people: Mapping[str, Mapping[str, str]]) -> tuple[bytes, list[str]]:
    """An archive for "Upload multiple feedback files in a zip", and who is missing in it.

    Moodle finds a student by the number between the first underscores, as in the names of its own downloads:
    NAME_NUMBER_assignsubmission_file_FILE.
    """

    def name(page: Page) -> str | None:
        number = re.search(r"\d+", people.get(page.student, {}).get("identifier", ""))
        shown = re.sub(r"[_/\\]+", " ", page.student)
        return f"{shown}_{number[0]}_assignsubmission_file_{FEEDBACK_FILE}" if number else None

    return _archive(pages, name)


def canvas_archive(pages: Iterable[Page], people: Mapping[str, Mapping[str, str]]) -> tuple[bytes, list[str]]:
    """An archive for Canvas's "Upload Submissions", and who is missing in it.

    Canvas puts a file beside the submission that was downloaded as STUDENT_USER_NUMBER_FILE: these three stay.
    """

    def name(page: Page) -> str | None:
        known = re.match(r"(.+?_(?:LATE_)?\d+_\d+_)", people.get(page.student, {}).get("file", ""))
        return f"{known[1]}{FEEDBACK_FILE}" if known else None

    return _archive(pages, name)


def _archive(pages: Iterable[Page], name: object) -> tuple[bytes, list[str]]:
    missing: list[str] = []
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            if (path := name(page)) is None:  # type: ignore[operator]
                missing.append(page.student)
            else:
                archive.writestr(zipfile.ZipInfo(path, _ZIPPED_AT), page.html, zipfile.ZIP_DEFLATED)
    return content.getvalue(), missing


def draft(page: Page, course: str, person: Mapping[str, str], template: str = TEMPLATE) -> tuple[bytes, bool]:
    """A draft of an e-mail (.eml) with the page attached, and whether an address is known.

    The template begins with headers (Subject: and others), then an empty line, then the text; $name, $student, $score,
    $max_score and $course are filled in.

    Raises NoFeedback for a template with a name that is not known, or without a subject.
    """
    values = {
        "name": person.get("first name") or person.get("name") or person.get("full name") or page.student,
        "student": page.student,
        "score": "no score" if page.score is None else f"{round(page.score, 2):g}",
        "max_score": f"{page.max_score:g}",
        "course": course,
    }
    try:
        text = Template(template).substitute({key: printable(value) for key, value in values.items()})
    except (KeyError, ValueError) as error:
        raise NoFeedback(f"the template has a name that is not known ({error}); known are ${', $'.join(values)}") from (
            error
        )
    headers, _, body = text.replace("\r\n", "\n").partition("\n\n")
    message = EmailMessage(policy=SMTP)
    for line in headers.splitlines():
        word, colon, value = line.partition(":")
        if not colon:
            raise NoFeedback(f"the template's line {printable(line)!r} is no header; begin with Subject: ...")
        message[word.strip()] = value.strip()
    if "Subject" not in message:
        raise NoFeedback("the template has no subject; begin with Subject: ...")
    address = next((person[key] for key in ("email", "email address", "e-mail") if person.get(key)), "")
    if address and "To" not in message:
        message["To"] = printable(address)
    message["X-Unsent"] = "1"
    message.set_content(body)
    message.add_attachment(
        page.html.encode("utf-8", "replace"), maintype="text", subtype="html", filename=FEEDBACK_FILE
    )
    return message.as_bytes(), bool(address)
