"""A failed check points at the student's own line, also where the fault is seen after the student's code."""

import subprocess
import sys
from json import loads
from pathlib import Path

import pytest

from grader.grading.student_lines import student_lines
from grader.results.model import CodeLine
from grader.traces.model import Event, Process, Trace

ROOT = Path(__file__).parents[3]
TEXT = "import os\n\ndef f():\n    pid = os.fork()\n    job()\n"


def trace(*events):
    main = Process(1, 10, None, 9, "main", "python", 0.0, 1.0, 0, None, True, False, "", "")
    made = tuple(Event(n, 0.0, *event) for n, event in enumerate(events, 1))
    return Trace(("x.py",), "natural", 0, "finished", 1.0, (main,), made)


def numbers(run, *moments):
    return [line.number for line in student_lines(run, moments, "f.py", TEXT)]


def test_the_line_of_the_event_itself_comes_first():
    run = trace((1, "fork", "f.py:4", "f"), (1, "mark", "f.py:5", "f"))
    assert student_lines(run, [2], "f.py", TEXT) == (CodeLine("f.py", 5, "job()"),)
    assert numbers(run, 2, 1) == [5, 4]


def test_an_event_outside_of_the_students_code_is_shown_by_the_last_line_before_it_in_its_process():
    run = trace((1, "fork", "f.py:4", "f"), (2, "write", "f.py:5", "f"), (1, "mark", "other.py:9", "main"), (1, "mark"))
    assert numbers(run, 4) == [4]


def test_a_process_that_was_in_no_line_is_shown_by_the_line_that_made_it():
    run = trace((1, "fork", "f.py:4", "f", 2), (2, "mark"), (3, "mark"))
    assert numbers(run, 2) == [4]
    assert numbers(run, 3) == []


def test_what_is_not_there_is_not_pointed_at():
    run = trace((1, "mark", "f.py:99", "f"), (1, "mark", "f.py:2", "f"), (1, "mark", "f.py:x", "f"))
    assert numbers(run, 1, 2, 7) == []


def test_two_lines_at_most_and_each_once():
    run = trace(*((1, "mark", f"f.py:{number}", "f") for number in (4, 4, 5, 1)))
    assert numbers(run, 1, 2, 3, 4) == [4, 5]


@pytest.mark.parametrize(
    ("sample", "lines"),
    [("fork/two_returns/no_wait", ["in_parent(pid)"]), ("process/wait_for_child/sleep_for_join", ['say("main done")'])],
)
def test_a_graded_sample_points_at_the_line_in_json_and_message(tmp_path, sample, lines):
    unit, name, _ = sample.split("/")
    (tmp_path / "ann" / unit).mkdir(parents=True)
    text = (ROOT / "tests" / "submissions" / "wrong" / f"{sample}.py").read_text()
    (tmp_path / "ann" / unit / f"{name}.py").write_text(text)
    command = [sys.executable, "-m", "grader", "grade", str(tmp_path / "ann"), "--force", "--json", "r.json"]
    subprocess.run([*command, "--course", str(ROOT)], cwd=tmp_path, check=True, capture_output=True)
    checks = loads((tmp_path / "r.json").read_text())["submissions"][0]["exercises"][f"{unit}/{name}"]["checks"]
    failed = next(check for check in checks if check["reached"] and not check["passed"])
    assert [line["text"] for line in failed["lines"]] == lines
    number = failed["lines"][0]["number"]
    assert text.splitlines()[number - 1].strip() == lines[0]
    assert f"Look at line {number}: `{lines[0]}`." in failed["message"]
