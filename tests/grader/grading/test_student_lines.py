"""A failed check points at the student's own line, also where the fault is seen after the student's code."""

import subprocess
import sys
from json import loads
from pathlib import Path

import pytest

from grader.grading.places import Places, called_names
from grader.grading.student_lines import Pointer
from grader.results.model import CodeLine
from grader.traces.model import Blocked, Event, Frame, Process, Trace

ROOT = Path(__file__).parents[3]
TEXT = "import os\n\ndef f():\n    pid = os.fork()\n    job()\n"


def trace(*events):
    main = Process(1, 10, None, 9, "main", "python", 0.0, 1.0, 0, None, True, False, "", "")
    made = tuple(Event(n, 0.0, *event) for n, event in enumerate(events, 1))
    return Trace(("x.py",), "natural", 0, "finished", 1.0, (main,), made)


def numbers(run, *moments, text=TEXT, **more):
    pointer = Pointer("f.py", text, Places(text, {"f"}), trace=run, moments=moments, **more)
    return [line.number for line in pointer.lines()]


def test_the_line_of_the_event_itself_comes_first_with_its_text():
    run = trace((1, "fork", "f.py:4", "f"), (1, "mark", "f.py:5", "f"))
    assert Pointer("f.py", TEXT, Places(TEXT, {"f"}), trace=run, moments=[2]).lines() == (CodeLine("f.py", 5, "job()"),)
    assert numbers(run, 2, 1) == [5, 4]


def test_an_event_outside_of_the_students_code_is_shown_by_the_last_line_before_it_and_the_return():
    run = trace((1, "fork", "f.py:4", "f"), (2, "write", "f.py:5", "f"), (1, "mark", "other.py:9", "main"), (1, "mark"))
    assert numbers(run, 4) == [4, 5]
    assert numbers(run, 4, text=TEXT + "    if job:\n        return 1\n    return 2\n") == [4, 7]


def test_a_process_that_was_in_no_line_is_shown_by_the_line_that_made_it():
    run = trace((1, "fork", "f.py:4", "f", 2), (2, "mark"))
    assert numbers(run, 2) == [4]


def test_what_is_not_there_is_shown_by_the_definition():
    run = trace((1, "mark", "f.py:99", "f"), (3, "mark"), (1, "mark", "f.py:2", "f"))
    assert numbers(run, 1, 2, 7, text=TEXT + "    if 1:\n        return 1\n    return 2\n")[-1] != 99
    assert numbers(run, 2, 9) == [3]
    assert numbers(None) == [3]
    assert numbers(None, text="x = 1\n") == []


def test_two_lines_at_most_and_each_once():
    run = trace(*((1, "mark", f"f.py:{number}", "f") for number in (4, 4, 5, 1)))
    assert numbers(run, 1, 2, 3, 4) == [4, 5]


def test_what_the_check_knows_and_what_the_card_says_come_before_the_moments():
    run = trace((1, "mark", "f.py:5", "f"))
    assert numbers(run, 1, given=[1]) == [1, 5]
    assert numbers(run, 1, look=["Pool|fork"]) == [4, 5]
    assert numbers(run, 1, look=["Pool"]) == [5]
    assert numbers(run, 1, look=["@def"], given=[4]) == [4, 3]


def test_the_longest_sleep_before_the_fault_was_seen():
    sleeps = [Event(n, 0.0, 1, "sleep", f"f.py:{line}", "f", seconds=s) for n, line, s in ((1, 4, 9.0), (2, 5, 1.0))]
    run = trace()
    run = Trace(*(getattr(run, name) for name in ("program", "schedule", "seed", "outcome", "virtual_seconds")),
                run.processes, (*sleeps, Event(3, 0.0, 1, "mark")))  # fmt: skip
    assert numbers(run, 3, look=["@sleep"]) == [4]
    assert numbers(run, 3, look=["@fork|@sleep"]) == [4]


def test_a_run_that_did_not_end_is_shown_by_the_lines_where_its_processes_stood():
    library, scenario = Frame("join", "/usr/lib/python3.11/multiprocessing/process.py", 4), "/scenarios/pool/f.py"
    stack = (library, Frame("f", "/submission/pool/f.py", 5), Frame("<module>", scenario, 1))
    blocked = [
        Blocked(2, "read", "pipe", None, (Frame("f", "/submission/pool/f.py", 4),)),
        Blocked(1, "wait4", 2, None, stack),
    ]
    assert numbers(None, blocked=blocked) == [5, 4]
    assert numbers(None, blocked=[Blocked(1, "read", "pipe", None, (Frame("<module>", scenario, 1),))]) == [3]


SOURCE = """\
from multiprocessing import Pool


def other(value: Pool) -> Pool:
    return Pool()


class Good(Base):
    def __init__(self):
        super().__init__(daemon=True)
        self.name = "x"

    def run(self) -> dict:
        try:
            raise ValueError
        except ValueError:
            return {}
        return Pool(
            3
        )
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [("Pool", 18), ("daemon=", 10), ("self.name", 11), ("def run", 13), ("class", 8), ("except", 16), ("raise", 15),
     ("try", 14), ("while", None), ("dict", None), ("value", None), ("Queue", None)],
)  # fmt: skip
def test_a_name_is_found_where_it_is_used_first_in_what_the_scenario_calls(name, line):
    assert Places(SOURCE, {"Good"}).named(name) == line


def test_the_return_is_the_first_one_after_the_last_line_that_is_known():
    places = Places(SOURCE, {"Good"})
    assert [places.returned(after) for after in (None, 11, 14, 18, 19)] == [None, 11, 17, 18, 18]
    assert Places(SOURCE, {"other"}).returned(None) == 5
    assert Places("def f(:", {"f"}).returned(3) is None


def test_the_names_that_a_scenario_calls():
    text = "from f import g, h as i\nimport f as exercise\nfrom edges import j\n"
    assert called_names(text, "f") == {"g", "h"} and called_names("def", "f") == frozenset()


@pytest.mark.parametrize(
    ("sample", "lines"),
    [
        ("fork/two_returns/no_wait", ["pid = os.fork()"]),
        ("process/wait_for_child/sleep_for_join", ["time.sleep(1)"]),
        ("pool/limited/one_too_many", ["with Pool(limit + 1) as pool:"]),
    ],
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
    assert [line["text"] for line in failed["lines"]][:1] == lines
    number = failed["lines"][0]["number"]
    assert text.splitlines()[number - 1].strip() == lines[0]
    assert f"Look at line {number}: `{lines[0]}`" in failed["message"]
