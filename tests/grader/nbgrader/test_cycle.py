"""An instructor's weeks with nbgrader: every command, on a real gradebook, SQLite's and PostgreSQL's."""

import ast
import csv
import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from classroom import filled, hand_in, new_class, released, run, solution, wrong
from postgresql import program, server

from grader.gradebook.database import writing
from grader.gradebook.store import scores

ME = "ann"


@pytest.fixture(params=["sqlite", "postgresql"])
def gradebook(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/class/gradebook.db"
        return
    if not program("postgres") or importlib.util.find_spec("psycopg") is None:
        pytest.skip("needs PostgreSQL (apt install postgresql) and psycopg (pip install 'psycopg[binary]')")
    with server() as url:
        yield url


def found(gradebook):
    return {(one.student, one.exercise): one for one in scores(gradebook)}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_whole_cycle(tmp_path, course, gradebook):
    folder = new_class(tmp_path / "class", course, "fork", "process", gradebook=gradebook)
    exchange = f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\nc.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(exchange + r"c.FileNameCollectorPlugin.named_regexp = r'.+/(?P<student_id>\w+)_(?P<file_id>\w+)'")

    # What students get: no solution, and nothing of the hidden checks.
    assert not leaks(course, folder / "release")

    # Ann uses the exchange.
    home = tmp_path / "home"
    home.mkdir()
    lines = (folder / "nbgrader_config.py").read_text().splitlines()
    own = [line for line in lines if line.startswith(("c = ", "c.Exchange", "c.CourseDirectory.course_id"))]
    (home / "nbgrader_config.py").write_text("\n".join(own))
    run(folder, "nbgrader", "release_assignment", "fork")
    run(home, "nbgrader", "fetch_assignment", "fork")
    work = home / "fork" / "fork.ipynb"
    work.write_text(
        __import__("json").dumps(filled(released(folder, "fork"), right("fork", "two_returns", "own_copy")))
    )
    said = run(home / "fork", "nbgrader", "validate", "fork.ipynb")
    assert "Success! Your notebook passes all the tests." in said, said
    run(home, "nbgrader", "submit", "fork")
    run(folder, "nbgrader", "collect", "fork")
    (me,) = os.listdir(folder / "submitted")

    # Bob and Eve hand in through a learning platform.
    archive = folder / "downloaded" / "process" / "archive"
    archive.mkdir(parents=True)
    for student, code in (("bob", solution("process", "wait_for_child")), ("eve", sleeper())):
        hand_in(tmp_path / "parcel", student, "process", filled(released(folder, "process"), {"wait_for_child": code}))
        shutil.copy(
            tmp_path / "parcel/submitted" / student / "process/process.ipynb", archive / f"{student}_process.ipynb"
        )
    run(folder, "nbgrader", "zip_collect", "process")
    assert sorted(os.listdir(folder / "submitted")) == sorted([me, "bob", "eve"])

    for unit in ("fork", "process"):
        run(folder, "nbgrader", "autograde", unit)
    table = found(gradebook)
    assert {key: one.auto_score for key, one in table.items()} == {
        (me, "two_returns"): 3.0,
        (me, "own_copy"): 3.0,
        ("bob", "wait_for_child"): 3.0,
        ("eve", "wait_for_child"): table["eve", "wait_for_child"].auto_score,
    }
    assert 0 < table["eve", "wait_for_child"].auto_score < 3
    assert "sleep in place of join" in table["eve", "wait_for_child"].comment
    assert "course version" in table["eve", "wait_for_child"].comment

    # The instructor looks again; what she wrote survives grading again.
    with writing(gradebook) as book:
        place = ("process", "process", "eve")
        book.find_grade("test_wait_for_child", *place).manual_score = 2.5
        book.find_comment("wait_for_child", *place).manual_comment = "Come and see me <b>soon</b>"
        book.find_grade("test_wait_for_child", "process", "process", "bob").extra_credit = 0.5
        book.db.commit()
    run(folder, "nbgrader", "autograde", "process", "--force")
    again = found(gradebook)
    assert again["eve", "wait_for_child"].score == 2.5
    assert again["eve", "wait_for_child"].comment == "Come and see me <b>soon</b>"
    assert again["eve", "wait_for_child"].auto_score == table["eve", "wait_for_child"].auto_score
    assert again["bob", "wait_for_child"].score == 3.5

    for unit in ("fork", "process"):
        run(folder, "nbgrader", "generate_feedback", unit)
    page = (folder / "feedback" / "eve" / "process" / "process.html").read_text()
    assert "Come and see me" in page and "sleep in place of join" in page and 'class="ptl"' in page
    for name in ("feedback", "autograded"):
        assert not leaks(course, folder / name, but={me, "bob"})
    run(folder, "nbgrader", "release_feedback", "fork")
    run(home, "nbgrader", "fetch_feedback", "fork")
    assert list((home / "fork" / "feedback").rglob("fork.html"))

    run(folder, "nbgrader", "export")
    rows = list(csv.DictReader((folder / "grades.csv").open()))
    given = {(row["student_id"], row["assignment"]): float(row["score"]) for row in rows}
    assert given[me, "fork"] == 6.0 and given["eve", "process"] == 2.5 and given["bob", "process"] == 3.5

    # The other way to grade the same: the same scores.
    other = f"sqlite:///{tmp_path / 'other.db'}"
    run(course, "grader", "grade", str(folder / "submitted"), "--gradebook", other)
    theirs = found(other)
    assert {key: theirs[key].auto_score for key in again} == {key: one.auto_score for key, one in again.items()}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_fault_of_the_grader_is_no_score(tmp_path, course):
    folder = new_class(tmp_path / "class", course, "fork")
    hand_in(folder, "ann", "fork", filled(released(folder, "fork"), right("fork", "two_returns")), "mine.ipynb")
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(course), str(tmp_path / "nowhere")))
    said = run(folder, "nbgrader", "autograde", "fork", fails=True)
    assert "no course in" in said and "c.GradeProcesses.course" in said
    for one in scores(f"sqlite:///{folder}/gradebook.db"):
        assert one.auto_score is None and one.needs_manual_grade and "not graded" in one.comment


def right(unit, *names):
    return {name: solution(unit, name) for name in names}


def sleeper():
    folder = Path(wrong.__globals__["ROOT"], "tests", "submissions", "wrong", "process", "wait_for_child")
    return next(
        path.read_text() for path in sorted(folder.glob("*.py")) if "(sleep in place of join)" in path.read_text()[:300]
    )


def leaks(course, folder, but=frozenset()):
    """Every long text of a hidden check or a solution that stands in a file below the folder, but for its messages."""
    told = set()
    for path in (course / "tests" / "hidden").rglob("test_*.py"):
        for line in path.read_text().splitlines():
            if line.strip().startswith(("@check", "wrong_if(", "def test_")) and len(line.strip()) > 30:
                told.add(line.strip())
    for unit, name in (("fork", "two_returns"), ("fork", "own_copy"), ("process", "wait_for_child")):
        inside = solution(unit, name).partition("### BEGIN SOLUTION")[2].partition("### END SOLUTION")[0]
        told.add(inside.strip())
    visible = "".join(path.read_text() for path in (course / "tests" / "visible").rglob("*.py"))
    told = {text for text in told if text not in visible}
    assert told and ast
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not but.intersection(path.relative_to(folder).parts):
            content = path.read_bytes().decode("utf-8", "replace").replace("\\n", "\n")
            found += [(str(path), text) for text in told if text in content]
    return found
