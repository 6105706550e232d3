"""Late submissions and several attempts: what the course takes off, what counts, and that it is said everywhere."""

import json
import sqlite3
import subprocess
import sys

import pytest
from small_class import EXERCISE, ROOT, grade, results, small_course, told

RULE = "late = { per_day = 0.1, at_most = 0.5 }"
SAMPLES = ROOT / "tests" / "submissions"
RIGHT = (ROOT / "solutions" / f"{EXERCISE}.py").read_text()
LESS = (SAMPLES / "wrong" / EXERCISE / "waits_first.py").read_text()
NONE = "def fork_once(in_child, in_parent):\n    pass\n"


def course_with(folder, rules=RULE):
    course = small_course(folder, rules=rules)
    contents = course / "exercises" / "course.toml"
    contents.write_text(
        contents.read_text().replace('title = "fork"\n', 'title = "fork"\ndeadline = 2026-10-01T12:00:00+02:00\n')
    )
    return course


def hand_in(folder, content, at=None):
    target = folder / f"{EXERCISE}.py"
    target.parent.mkdir(parents=True)
    target.write_text(content)
    if at is not None:
        (folder / "timestamp.txt").write_text(at)


def graded(course, tmp_path, *more):
    done = grade(course, "class", "--json", "out.json", "--report", "report", *more, cwd=tmp_path)
    found = {one["student"]: one for one in results(tmp_path / "out.json")["submissions"]}
    return done, found


LATE = {
    "untimed": (None, 3.0, None),
    "early": ("2026-10-01 10:00:00 UTC", 3.0, None),
    "just-late": ("2026-10-01 10:00:00.000001 UTC", 2.7, "1 day late"),
    "elsewhere": ("2026-10-01T12:00:00+01:00", 2.7, "1 day late"),
    "two-days": ("2026-10-03 09:00:00.123456 UTC\nsomething", 2.4, "2 days late"),
    "months": ("2027-01-01 00:00:00 UTC", 1.5, "50% less"),
    "no-time": ("yesterday", 3.0, None),
    "no-text": ("\N{SNOWMAN}", 3.0, None),
}


def test_each_day_begun_costs_a_part_of_the_points(tmp_path):
    for student, (at, _, _) in LATE.items():
        hand_in(tmp_path / "class" / student, RIGHT, at)
    done, found = graded(course_with(tmp_path / "course"), tmp_path)
    assert done.returncode == 0, done.stderr
    for student, (_, score, days) in LATE.items():
        result = found[student]
        assert result["score"] == pytest.approx(score), student
        assert result["exercises"][EXERCISE]["score"] == 3.0
        if days is None:
            assert "late" not in result and result["reason"] is None
            continue
        assert days in result["reason"] and days in done.stderr
        assert result["late"]["fork"]["penalty"] == pytest.approx(3 - score)
        (page,) = (tmp_path / "report" / "students").rglob(f"{student}*.html")
        assert days in page.read_text()


def test_the_penalty_is_in_the_gradebook_and_in_exports_and_goes_with_its_reason(tmp_path):
    late = "2026-10-02 09:00:00 UTC"
    hand_in(tmp_path / "class" / "ann", RIGHT, late)
    hand_in(tmp_path / "class" / "bob", RIGHT)
    course = course_with(tmp_path / "course")
    assert graded(course, tmp_path)[0].returncode == 0
    assert penalties(tmp_path) == {"ann": pytest.approx(0.3), "bob": None}
    for source in (["--results", "out.json"], ["--gradebook", "sqlite:///gradebook.db"]):
        command = [sys.executable, "-m", "grader", "export", "gradescope", *source, "--student", "ann"]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        document = json.loads(said)
        assert document["score"] == pytest.approx(2.7)
        assert "fork was handed in late: 0.3 points less" in document["output"]
        table = subprocess.run(
            [sys.executable, "-m", "grader", "export", "canvas", *source], cwd=tmp_path, capture_output=True, text=True
        ).stdout
        assert "2.7" in table
    (tmp_path / "class" / "ann" / "timestamp.txt").write_text("2026-10-01 09:00:00 UTC")
    done, found = graded(course, tmp_path)
    assert told(done.stderr) == [], "the work is not done again for another time"
    assert found["ann"]["score"] == 3.0
    assert penalties(tmp_path) == {"ann": None, "bob": None}


def penalties(folder):
    query = (
        "SELECT student_id, late_submission_penalty FROM submitted_notebook JOIN submitted_assignment "
        "ON submitted_assignment.id = submitted_notebook.assignment_id"
    )
    database = sqlite3.connect(folder / "gradebook.db")
    try:
        return dict(database.execute(query))
    finally:
        database.close()


def test_without_a_rule_nobody_is_late_and_a_penalty_of_nbgraders_stays(tmp_path):
    hand_in(tmp_path / "class" / "ann", RIGHT, "2030-01-01 00:00:00 UTC")
    course = course_with(tmp_path / "course", rules="")
    assert graded(course, tmp_path)[1]["ann"]["score"] == 3.0
    with sqlite3.connect(tmp_path / "gradebook.db") as database:
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = 1.0")
    assert graded(course, tmp_path, "--force")[1]["ann"]["score"] == 3.0
    assert penalties(tmp_path) == {"ann": 1.0}


@pytest.mark.parametrize(
    ("attempts", "scores"),
    [
        ("last", {"less": 2.5, "none": 0.0, "broken": 0.0, "same": 3.0, "one": 3.0}),
        ("best", {"less": 3.0, "none": 3.0, "broken": 3.0, "same": 3.0, "one": 3.0}),
    ],
)
def test_the_last_or_the_best_attempt_counts(tmp_path, attempts, scores):
    for student, second in {"less": LESS, "none": NONE, "broken": "not Python", "same": RIGHT}.items():
        hand_in(tmp_path / "class" / student / "attempt 9", RIGHT)
        hand_in(tmp_path / "class" / student / "attempt 10", second)
    hand_in(tmp_path / "class" / "one", RIGHT)
    done, found = graded(course_with(tmp_path / "course", f'attempts = "{attempts}"'), tmp_path)
    assert done.returncode == 0, done.stderr
    assert {student: one["score"] for student, one in found.items()} == scores
    if attempts == "best":
        assert found["less"]["reason"] == "the best of 2 attempts counts: attempt 9" and found["one"]["reason"] is None


def test_the_last_attempt_is_the_one_that_was_handed_in_last_where_every_one_has_its_time(tmp_path):
    hand_in(tmp_path / "class" / "ann" / "a", LESS, "2026-09-02 00:00:00 UTC")
    hand_in(tmp_path / "class" / "ann" / "b", RIGHT, "2026-09-01 00:00:00 UTC")
    course = course_with(tmp_path / "course", 'attempts = "last"')
    assert graded(course, tmp_path)[1]["ann"]["score"] == 2.5
    (tmp_path / "class" / "ann" / "b" / "timestamp.txt").unlink()
    assert graded(course, tmp_path)[1]["ann"]["score"] == 3.0


def test_a_late_attempt_that_is_better_may_still_be_the_best(tmp_path):
    hand_in(tmp_path / "class" / "ann" / "1", LESS, "2026-09-01 00:00:00 UTC")
    hand_in(tmp_path / "class" / "ann" / "2", RIGHT, "2026-10-01 11:00:00 UTC")
    hand_in(tmp_path / "class" / "bob" / "1", LESS, "2026-09-01 00:00:00 UTC")
    hand_in(tmp_path / "class" / "bob" / "2", RIGHT, "2026-11-01 11:00:00 UTC")
    _, found = graded(course_with(tmp_path / "course", f'attempts = "best"\n{RULE}'), tmp_path)
    assert {student: one["score"] for student, one in found.items()} == {"ann": pytest.approx(2.7), "bob": 2.5}


DIES = '''
"""A check that can be graded once; then it brings its worker down."""
import os
from pathlib import Path
from grader.checks import check

GRADED = Path({graded!r})

@check(points=3, category="pid", schedules=("natural",))
def test_it(trace):
    """It."""
    if GRADED.exists():
        os._exit(1)
    GRADED.touch()
'''


def test_while_an_attempt_could_not_be_graded_nobody_knows_the_best(tmp_path):
    hand_in(tmp_path / "class" / "ann" / "1", RIGHT)
    hand_in(tmp_path / "class" / "ann" / "2", LESS)
    course = small_course(tmp_path / "course", DIES.format(graded=str(tmp_path / "graded")), 'attempts = "best"')
    done, found = graded(course, tmp_path, "--jobs", 1)
    assert (tmp_path / "graded").exists() and done.returncode == 1
    assert (found["ann"]["status"], found["ann"]["score"]) == ("not-graded", None)


def test_without_a_word_of_attempts_a_folder_of_two_is_no_submission(tmp_path):
    hand_in(tmp_path / "class" / "ann" / "1", RIGHT)
    hand_in(tmp_path / "class" / "ann" / "2", LESS)
    _, found = graded(course_with(tmp_path / "course", ""), tmp_path)
    assert found["ann"]["score"] in (0.0, None), found
