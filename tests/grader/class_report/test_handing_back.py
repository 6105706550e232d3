"""What goes back to students: no more than the course shows, and under the names that platforms take."""

from __future__ import annotations

import email
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path

import class_samples as samples
import pytest
from class_samples import COURSE

from grader.class_report import ClassReport, files
from grader.class_report.handing_back import NoFeedback, canvas_archive, draft, moodle_archive, pages_of
from grader.course.contents import CourseError, read_course
from grader.results.model import CodeLine, ExerciseResult, SubmissionResult
from grader.results.visibility import ShownToStudents

NOW = datetime.now(UTC)
CODE = b"import os\n\ndef fork_once():\n    pid = os.fork()\n    return pid\n"


def page(folder: Path, name: str, course=COURSE, result: SubmissionResult | None = None, code=CODE) -> str:
    report = ClassReport(folder, course)
    report.add(result or samples.wrong(name), {"fork/two_returns.py": code})
    report.finish()
    return (folder / "feedback" / files.page_name(name)).read_text()


@pytest.mark.parametrize(
    ("level", "there", "gone"),
    [
        ("points", ["0 <span>of 2"], ["Waits", "it did not", "ptl-scroll"]),
        ("names", ["0 <span>of 2", "Waits"], ["it did not", "Your main process waits", "ptl-scroll"]),
        ("messages", ["it did not", "Your main process waits"], ["ptl-scroll"]),
        ("timelines", ["it did not", "ptl-scroll"], []),
    ],
)
def test_a_student_sees_what_the_course_shows_before_and_after_the_deadline(tmp_path, level, there, gone):
    for days, shown in ((1, ShownToStudents(level, "timelines")), (-1, ShownToStudents("timelines", level))):
        units = tuple(replace(unit, deadline=NOW + timedelta(days=days)) for unit in COURSE.units)
        html = page(tmp_path / str(days), "grace", replace(COURSE, units=units, shown=shown))
        body = html.partition("</style>")[2].partition("<script>")[0]
        assert all(text in body for text in there)
        assert not any(text in body for text in gone)


def test_the_setting_stands_in_the_table_of_contents(tmp_path):
    (tmp_path / "exercises").mkdir()
    table = tmp_path / "exercises" / "course.toml"
    unit = '[[unit]]\nname = "fork"\ntitle = "Fork"\nexercise = []\n'
    table.write_text(f'title = "A"\n[feedback]\nbefore = "names"\n{unit}')
    assert read_course(tmp_path).shown == ShownToStudents("names", "timelines")
    table.write_text(f'title = "A"\n[feedback]\nbefore = "all"\n{unit}')
    with pytest.raises(CourseError, match="write one of points, names, messages, timelines"):
        read_course(tmp_path)


def test_the_lines_that_show_a_fault_are_lit_if_they_are_still_there(tmp_path):
    check = replace(samples.failed(), lines=(CodeLine("two_returns.py", 4, "pid = os.fork()"),))
    result = SubmissionResult.of("ada", {"fork/two_returns": ExerciseResult.of((check,))})
    html = page(tmp_path, "ada", result=result)
    assert '<span class="on"><i>4</i>    pid = os.fork()</span>' in html
    assert '<span class="off"><i>5</i>    return pid</span>' in html
    other = page(tmp_path, "ada", result=result, code=b"pass\n" * 9)
    assert '<span class="on"><i>4</i>pid = os.fork()</span>' in other
    assert "<i>5</i>" not in other


def test_what_was_not_handed_in_is_said_once(tmp_path):
    html = page(tmp_path, "zoë", result=samples.nothing("zoë"))
    assert html.count("Not handed in:") == 2  # once for each unit
    assert "What to look at first" not in html


@pytest.fixture
def report(tmp_path: Path) -> Path:
    written = ClassReport(tmp_path / "report", COURSE)
    for result in (samples.right("ada"), samples.wrong("grace_h"), samples.not_graded("mallory")):
        written.add(result)
    written.finish()
    return tmp_path / "report"


def test_archives_have_the_names_that_platforms_take(report):
    pages = pages_of(report)
    assert [page.student for page in pages] == ["ada", "grace_h"]  # who was not graded is told nothing
    moodle, missing = moodle_archive(pages, {"grace_h": {"identifier": "Participant 4711"}})
    assert zipfile.ZipFile(io.BytesIO(moodle)).namelist() == ["grace h_4711_assignsubmission_file_feedback.html"]
    assert missing == ["ada"]
    known = {"ada": {"file": "lovelaceada_LATE_12_345_fork-1.ipynb"}, "grace_h": {"file": "fork.ipynb"}}
    canvas, missing = canvas_archive(pages, known)
    assert zipfile.ZipFile(io.BytesIO(canvas)).namelist() == ["lovelaceada_LATE_12_345_feedback.html"]
    assert missing == ["grace_h"]
    with pytest.raises(NoFeedback, match="--report"):
        pages_of(report / "nowhere")


def test_a_draft_has_the_address_the_figures_and_the_page(report):
    first = pages_of(report)[0]
    content, addressed = draft(first, "Processes", {"email": "ada@example.org", "first name": "Ada"})
    message = email.message_from_bytes(content, policy=default)
    assert addressed
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "Processes: your feedback"
    assert "Hello Ada,\n\nyour submission was graded: 4 of 4 points." in message.get_body().get_content().replace(
        "\r\n", "\n"
    )
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "text/html"
    assert attached.get_filename() == "feedback.html"
    assert not draft(first, "Processes", {})[1]


def test_a_template_that_cannot_be_used_says_why(report):
    first = pages_of(report)[0]
    with pytest.raises(NoFeedback, match="known are"):
        draft(first, "P", {}, "Subject: x\n\n$nobody\n")
    with pytest.raises(NoFeedback, match="no subject"):
        draft(first, "P", {}, "Cc: x@example.org\n\nHello\n")
    evil = draft(first, "P\nBcc: evil@example.org", {}, "Subject: $course\n\nHello\n")[0]
    assert email.message_from_bytes(evil, policy=default)["Bcc"] is None


def test_the_page_for_the_class_names_nobody(report):
    html = (report / "class.html").read_text()
    assert "fork returns twice" in html
    assert not any(name in html for name in ("ada", "grace_h", "mallory"))
