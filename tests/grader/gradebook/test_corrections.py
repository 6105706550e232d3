"""Corrections by hand: they count in results, gradebook and exports, survive a new grading, and say whose they are."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from without_iris import without_iris

from grader.commands.corrected import changes, with_corrections, with_extensions
from grader.course.contents import Course, Exercise, Unit
from grader.gradebook.corrections import Correction, CorrectionsError, read_corrections, write_corrections
from grader.gradebook.manual import enter_manual, manual_scores
from grader.gradebook.store import scores, write
from grader.results.json_form import submission_to_json
from grader.results.model import CheckResult, ExerciseResult, SubmissionResult

ROOT = Path(__file__).parents[3]


@pytest.fixture
def course(tmp_path):
    exercises = tuple(Exercise("fork", name, name, 2.0, (), tmp_path) for name in ("a", "b"))
    return Course("A course", tmp_path, (Unit("fork", "", exercises, datetime(2026, 10, 1, tzinfo=UTC)),))


def check(passed, name="works"):
    return CheckResult(name, "ordering", passed, True, 2.0 * passed, 2.0, None if passed else "slip", "it works")


def result(student="ann", a=True, b=False):
    return SubmissionResult.of(
        student, {"fork/a": ExerciseResult.of([check(a)]), "fork/b": ExerciseResult.of([check(b)])}
    )


def corrections(*several):
    return {(one.student, one.what): one for one in several}


def test_points_by_hand_count_and_say_whose_they_are():
    one = Correction("ann", "fork/b", 1.5, "nearly", author="kay", date="2026-10-02")
    found = with_corrections(result(), corrections(one))
    assert (found.score, found.exercises["fork/b"].score) == (3.5, 1.5)
    assert found.reason == "by hand: fork/b: 1.5 points (by kay, 2026-10-02): nearly"
    assert with_corrections(result("bob"), corrections(one)) == result("bob")


def test_an_excused_exercise_does_not_count():
    found = with_corrections(result(), corrections(Correction("ann", "fork/b", excused=True)))
    assert (found.score, found.max_score, set(found.exercises)) == (2.0, 2.0, {"fork/a"})


def test_an_exercise_without_a_score_gets_one_by_hand():
    unread = ExerciseResult.not_graded(2.0, "two files differ", "submission")
    whole = SubmissionResult.of("ann", {"fork/a": ExerciseResult.of([check(True)]), "fork/b": unread})
    assert whole.score is None
    assert with_corrections(whole, corrections(Correction("ann", "fork/b", 0.5))).score == 2.5


def test_an_extension_moves_one_students_deadline(course):
    more = corrections(Correction("ann", "fork", days=3))
    assert with_extensions(course, "ann", more).units[0].deadline.day == 4
    assert with_extensions(course, "bob", more) == course


def test_the_file_is_written_whole_and_read_back(tmp_path):
    path = tmp_path / "corrections.json"
    assert read_corrections(path) == {}
    known = corrections(Correction("ann", "fork/b", 1.5, "näh"), Correction("bob", "fork", days=2))
    write_corrections(known.values(), path)
    assert read_corrections(path) == known
    for text in ("[", "{}", '{"corrections": [{"student": "a"}]}', '{"corrections": [{"student": 1, "what": "x"}]}'):
        path.write_text(text)
        with pytest.raises(CorrectionsError, match="cannot be used"):
            read_corrections(path)


def test_the_gradebook_has_them_and_gives_its_own(tmp_path, course):
    book = f"sqlite:///{tmp_path}/gradebook.db"
    assert manual_scores(book, course) == {}
    write(book, course, [result()], "1")
    assert enter_manual(book, course, [Correction("ann", "fork/b", 1.5), Correction("nobody", "fork/b", 1.0)]) == 1
    # A new grading leaves it, and a report that is made from the gradebook's scores has it.
    write(book, course, [result(b=True)], "2")
    (found,) = [one for one in scores(book) if one.exercise == "b"]
    assert (found.score, found.auto_score, found.manual_score) == (1.5, 2.0, 1.5)
    assert with_corrections(result(), manual_scores(book, course)).score == 3.5
    enter_manual(book, course, [Correction("ann", "fork/b")])
    assert manual_scores(book, course) == {}


def test_whose_score_changed_is_told_with_the_check():
    before = {"ann": result(b=True)}
    lines = list(changes(before, "ann", submission_to_json(result())))
    assert lines == ["ann, fork/b: 2 -> 0 (no longer passes works)"]
    assert list(changes(before, "ann", submission_to_json(result(b=True)))) == []
    assert list(changes({}, "ann", submission_to_json(result()))) == []


def grader(folder, *arguments):
    environment = without_iris(PATH=str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"])
    command = [sys.executable, "-m", "grader", *arguments, "--course", str(ROOT)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_canvas_from_download_to_upload_with_one_correction(tmp_path):
    right, stub = ((ROOT / part / "fork/two_returns.py").read_text() for part in ("solutions", "exercises"))
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "doejane_12345_678_two_returns.py").write_text(right)
    (tmp_path / "s" / "roejohn_LATE_12346_679_two_returns-1.py").write_text(stub)
    set_ = ("--unit", "fork/two_returns")
    first = grader(tmp_path, "grade", "s", *set_, "--json", "r.json")
    assert first.returncode == 0, first.stderr
    assert grader(tmp_path, "adjust", "roejohn", "fork/two_returns", "--points", "4").returncode == 2
    done = grader(tmp_path, "adjust", "roejohn", "fork/two_returns", "--points", "1.5", "--author", "kay")
    assert done.returncode == 0 and "1.5 points (by kay" in done.stdout
    again = grader(tmp_path, "grade", "s", *set_, "--json", "r.json")
    assert "changed: roejohn, fork/two_returns: 0 -> 1.5 (by hand:" in again.stdout
    scored = {one["student"]: one["score"] for one in json.loads((tmp_path / "r.json").read_text())["submissions"]}
    assert scored == {"doejane": 3.0, "roejohn": 1.5}
    for source in (("--results", "r.json"), ()):
        lines = grader(tmp_path, "export", "canvas", *set_, *source).stdout.splitlines()
        assert [line.removesuffix(".0") for line in lines[2:]] == [
            "doejane,12345,,doejane,,3",
            "roejohn,12346,,roejohn,,1.5",
        ]
