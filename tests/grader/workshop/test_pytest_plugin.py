"""`pytest` in a course's folder gives the checks of `grader check`: the same verdicts, each with its sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from students import ROOT, Student

ALONE = ("-p", "no:cacheprovider", "--color=no")
VERDICTS = re.compile(r"^exercises/(\w+/\w+)\.py::(\w+) (PASSED|FAILED|SKIPPED) (.*?)(?: +\[ *\d+%\])?$", re.M)


def pytest_in(student: Student, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *ALONE, *words], cwd=student.root, env=student.environment(COLUMNS="250"),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_verdicts_and_sentences_are_those_of_check(student: Student) -> None:
    student.solve("process/wait_for_child")
    student.wrong("fork/two_returns", "no_wait")
    done = pytest_in(student, "-v", "exercises")
    assert done.returncode == 1, done.stdout
    found = {(key, name): (verdict, said) for key, name, verdict, said in VERDICTS.findall(done.stdout)}
    student.types("check", "--json", "found.json")
    expected = {}
    for key, exercise in json.loads((student.root / "found.json").read_text())["exercises"].items():
        for check in exercise["checks"]:
            verdict = "PASSED" if check["passed"] else "FAILED" if check["reached"] else "SKIPPED"
            expected[key, check["name"]] = verdict, check["expected"]
    assert {verdict for verdict, _ in expected.values()} >= {"PASSED", "FAILED"}
    assert {key: found[key] for key in expected} == expected
    others = {verdict for key, (verdict, _) in found.items() if key not in expected}
    assert others == {"SKIPPED"}, "what was not started is skipped"
    assert "This is called: no wait" in done.stdout and "Traceback" not in done.stdout
    assert re.search(r"^FAILED .*exercises/fork/two_returns.py::\w+ - .*was still alive", done.stdout, re.M)


def test_a_solved_course_passes_and_is_remembered(student: Student) -> None:
    student.solve("fork/two_returns")
    assert pytest_in(student, "exercises/fork/two_returns.py").returncode == 0
    assert "1 of 28" in student.types("status").stdout


@pytest.mark.parametrize("named", ["exercises/fork", "tests/visible/fork/test_two_returns.py", "."])
def test_each_check_is_collected_once_by_whatever_path(student: Student, named: str) -> None:
    done = pytest_in(student, "--collect-only", "-q", named)
    ids = [line for line in done.stdout.splitlines() if "::test_it_comes_back_once" in line]
    assert len(ids) == 1, done.stdout
    assert done.returncode == 0


def test_one_check_can_be_run_alone_and_a_test_of_ones_own_beside_it(student: Student) -> None:
    student.solve("fork/two_returns")
    (student.root / "test_mine.py").write_text("def test_mine():\n    assert 1 + 1 == 2\n")
    done = pytest_in(student, "exercises/fork/two_returns.py::test_it_comes_back_once", "test_mine.py")
    assert "2 passed" in done.stdout


def test_a_broken_course_is_one_error_without_a_traceback(student: Student) -> None:
    (student.root / "exercises" / "course.toml").write_text("title = 3\n")
    done = pytest_in(student, "exercises/fork/two_returns.py")
    assert done.returncode == 2 and "'unit' is missing" in done.stdout and "Traceback" not in done.stdout


def test_this_repository_gives_its_checks_and_its_own_tests_as_before() -> None:
    words = [sys.executable, "-m", "pytest", *ALONE, "--collect-only", "-q"]
    top = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "exercises/fork/two_returns.py::test_it_comes_back_once" in top.stdout and "tests/grader" not in top.stdout
    own = subprocess.run([*words, "tests/grader/results"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "tests/grader/results/test_sentences.py::" in own.stdout and "exercises/" not in own.stdout
