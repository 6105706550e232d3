"""The class report: what it says, what it keeps from others, and that nobody's text is anything but text."""

from __future__ import annotations

import csv
import io
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import class_samples as samples
import pytest
import trace_samples
from class_samples import COURSE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.class_report import ClassReport, files
from grader.class_report.rendering import percent
from grader.class_report.summary import histogram, summarise
from grader.reports.escaping import marked
from grader.reports.spreadsheet import text_cell, to_csv
from grader.results.json_form import submission_to_json
from grader.results.model import SubmissionResult

TIMELINE = 'class="ptl-scroll"'
VOID = {"meta", "br", "input", "link", "hr", "rect", "circle", "path", "line"}


class Page(HTMLParser):
    """All tags, links, ids and visible text of a page; fails where tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.text += data

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a" and "href" in attributes]


def report(folder: Path, *results: SubmissionResult) -> Path:
    written = ClassReport(folder, COURSE)
    for result in results:
        written.add(result)
    written.finish()
    return folder


def student_page(folder: Path, name: str) -> str:
    return (folder / "students" / files.page_name(name)).read_text()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(), newline="")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return report(
        tmp_path / "report",
        samples.right("ada"),
        samples.wrong("grace"),
        samples.wrong("linus"),
        samples.stuck("tommy"),
        samples.nothing("zoë"),
        samples.unreadable("bob"),
        samples.not_graded("mallory"),
    )


def test_every_link_leads_somewhere(folder: Path) -> None:
    pages = {path: Page(path.read_text()) for path in folder.rglob("*.html")}
    assert len(pages) == 2 + 7 + 7 + 2 + 1
    for path, page in pages.items():
        assert not [tag for tag, attributes in page.tags if attributes.get("src")], "a page needs nothing else"
        for link in page.links:
            target, _, place = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            assert there.is_file(), link
            if place:
                assert [1 for _, attributes in pages[there].tags if attributes.get("id") == place], link


def test_index_says_how_the_class_did(folder: Path) -> None:
    text = " ".join(Page((folder / "index.html").read_text()).text.split())
    assert "7 submissions" in text
    assert "3 students" in text, "no join: grace, linus, tommy"
    assert "tommy" in text.split("Stuck: nothing passes")[1].split("Without a score")[0]
    assert "handed in nothing" in text.split("Stuck: nothing passes")[1].split("Without a score")[0]
    without = text.split("Without a score", 1)[1]
    assert "SandboxError" in without.split("Unreadable")[0]
    assert "damaged" in without.split("Unreadable")[1]


def test_misconception_has_one_anonymous_example_with_its_timeline(folder: Path) -> None:
    page = (folder / "misconceptions" / files.page_name("no join")).read_text()
    example = page.split("An example")[1].split("Where it shows")[0]
    assert example.count(TIMELINE) == 1
    assert not any(name in example for name in ("grace", "linus", "tommy"))
    assert "../students/" not in example
    assert (folder / "index.html").read_text().count(TIMELINE) == 1


def test_nothing_handed_in_is_no_misconception(folder: Path) -> None:
    assert [row["misconception"] for row in table(folder, "misconceptions.csv")] == ["no join", "no join"]
    assert table(folder, "exercises.csv")[0]["not_attempted"] == "1"


def test_student_page_says_nothing_about_others(folder: Path) -> None:
    page = student_page(folder, "grace")
    assert "grace" in page
    for other in ("ada", "linus", "tommy", "zoë", "bob", "mallory", "index.html", "class report ›"):
        assert other not in Page(page).text
    assert not [link for link in Page(page).links if not link.startswith("#")]
    assert page.count(TIMELINE) == 1
    assert "2 of 4" in " ".join(Page(page).text.split())


def test_runs_that_several_checks_failed_in_are_drawn_once(tmp_path: Path) -> None:
    run = trace_samples.without_join()
    both = (samples.failed(trace=run), samples.failed(trace=run, name="test_order"))
    page = student_page(report(tmp_path, samples.result("ada", both, ())), "ada")
    assert page.count(TIMELINE) == 1
    assert "2 checks failed in this run" in page


def test_machine_s_fault_is_not_explained_to_the_student(folder: Path) -> None:
    assert "secret" not in student_page(folder, "mallory")
    assert "costs you no points" in student_page(folder, "mallory")
    assert "the archive is damaged" in student_page(folder, "bob")


def test_ungraded_is_blank_in_tables(folder: Path) -> None:
    rows = {row["student"]: row for row in table(folder, "students.csv")}
    assert rows["mallory"]["score"] == rows["bob"]["fork/two_returns"] == rows["bob"]["checks_passed"] == ""
    assert rows["zoë"]["score"] == "0"
    assert (rows["bob"]["status"], rows["mallory"]["status"]) == ("unreadable", "not-graded")
    assert rows["ada"]["pool/ten_tasks"] == "2"


def test_tables_have_everything(folder: Path) -> None:
    results = table(folder, "results.csv")
    assert len(results) == 4 * 4 + 2
    assert results[4]["message"] == "Your main process waits. But it did not."
    assert [row["passed"] for row in table(folder, "checks.csv")] == ["1", "1", "3", "3"]


def test_same_student_again_replaces(tmp_path: Path) -> None:
    folder = report(tmp_path, samples.wrong("ada"), samples.right("ada"))
    assert [row["score"] for row in table(folder, "students.csv")] == ["4"]
    assert TIMELINE not in student_page(folder, "ada")
    assert not list((folder / "misconceptions").glob("*")) if (folder / "misconceptions").exists() else True


def test_result_without_traces_keeps_the_page_s_timelines(tmp_path: Path) -> None:
    report(tmp_path, samples.wrong("ada"), samples.stuck("tommy"))
    before = {path: path.read_text() for path in tmp_path.rglob("*.*")}
    report(tmp_path, samples.without_traces(samples.wrong("ada")), samples.without_traces(samples.stuck("tommy")))
    assert {path: path.read_text() for path in tmp_path.rglob("*.*")} == before


def test_page_that_says_something_else_lends_no_timeline(tmp_path: Path) -> None:
    report(tmp_path, samples.stuck("ada"))
    report(tmp_path, samples.without_traces(samples.wrong("ada")))
    assert TIMELINE not in student_page(tmp_path, "ada")
    assert "No timeline of it" in (tmp_path / "index.html").read_text()


def test_order_of_results_changes_nothing(tmp_path: Path) -> None:
    results = [samples.wrong("ada"), samples.stuck("tommy"), samples.hostile(), samples.right("bob")]
    one, other = report(tmp_path / "a", *results), report(tmp_path / "b", *reversed(results))
    for path in one.rglob("*.*"):
        assert path.read_bytes() == (other / path.relative_to(one)).read_bytes()


def test_pages_of_students_who_left_are_removed_and_other_files_stay(tmp_path: Path) -> None:
    report(tmp_path, samples.right("ada"), samples.wrong("bob"))
    notes = tmp_path / "students" / "notes.html"
    notes.write_text("my own")
    report(tmp_path, samples.right("ada"))
    assert {path.name for path in (tmp_path / "students").iterdir()} == {files.page_name("ada"), "notes.html"}
    assert not list((tmp_path / "misconceptions").iterdir())


def test_nothing_graded_and_nobody_at_all(tmp_path: Path) -> None:
    Page((report(tmp_path / "a", samples.unreadable("bob")) / "index.html").read_text())
    Page((report(tmp_path / "b") / "index.html").read_text())


def test_a_write_that_fails_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(tmp_path / "page.html", "old")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        files.write(tmp_path / "page.html", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("page.html", "old")]


def test_hostile_text_is_text(tmp_path: Path) -> None:
    folder = report(tmp_path, samples.hostile(), samples.hostile("../../etc/passwd"), samples.hostile("a\nb\r\x00"))
    for path in folder.rglob("*.html"):
        html = path.read_text()
        page = Page(html)
        scripts = [tag for tag, _ in page.tags if tag == "script"]
        assert len(scripts) == 1
        assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
        assert not [link for link in page.links if link.startswith("javascript")]
    for path in folder.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(), newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "@", "+"))]
    assert {path.parent.parent for path in folder.rglob("*.html")} <= {folder, folder.parent}


@given(st.text())
def test_page_name_is_safe_and_its_own(name: str) -> None:
    page = files.page_name(name)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,64}\.html", page)
    assert page != files.page_name(name + "x")
    assert files.page_name("Ada").lower() != files.page_name("ada").lower()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(name=st.text(), message=st.text(), misconception=st.text(min_size=1))
def test_any_text_makes_a_whole_page(tmp_path: Path, name: str, message: str, misconception: str) -> None:
    both = (samples.failed(misconception, message), samples.passed("test_order"))
    folder = report(tmp_path, samples.result(name, both, both))
    for path in folder.rglob("*.html"):
        assert all(tag in KNOWN for tag, _ in Page(path.read_text()).tags)


KNOWN_TAGS = """
html head meta title style body a main header p h1 h2 h3 section article span strong div i ul ol li code b footer
svg g line rect text table thead tbody tr th td details summary figure figcaption q script
"""
KNOWN = set(KNOWN_TAGS.split())


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    cell = text_cell(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "|", "%", "\t", "\r"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", cell)
    written = to_csv(["a", "b"], [[text, 1.5]])
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [cell, "1.5"]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(999, 1000, "99 %"), (1, 1000, "1 %"), (0, 9, "0 %"), (9, 9, "100 %")]
)
def test_all_and_nothing_are_said_only_where_it_is_so(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


def test_backticks_are_code_and_nothing_else_is() -> None:
    assert marked("`<b>` <i>") == "<code>&lt;b&gt;</code> &lt;i&gt;"


def test_full_points_are_in_the_last_bar() -> None:
    record = {"page": "students/a.html", "runs": {}}
    results = [samples.right("a"), samples.nothing("b"), samples.wrong("c", trace=False)]
    records = [(one.student, {**record, "result": submission_to_json(one)}) for one in results]
    assert histogram(summarise(COURSE, records).students) == [1, 0, 0, 0, 0, 1, 0, 0, 0, 1]


def test_a_failed_run_can_be_stepped_through_on_both_pages_that_show_it(tmp_path: Path) -> None:
    folder = report(tmp_path, samples.wrong("grace"), samples.right("ada"))
    with_runs = [path for path in folder.rglob("*.html") if 'class="ptl ptl-run"' in path.read_text()]
    assert {path.parent.name for path in with_runs} >= {"students", "misconceptions"}
    for path in with_runs:
        assert "data-steps='{" in path.read_text() and "class Run {" in path.read_text()
