"""Scores in nbgrader's gradebook: written, read back, never a zero for a fault, never over an instructor's own.

Every test runs on SQLite and on a PostgreSQL server of its own.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import postgresql
import pytest
from without_iris import without_iris

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from grader.course.contents import Course, Exercise, Unit
from grader.gradebook import store
from grader.gradebook.database import GradebookError, writing
from grader.gradebook.store import scores
from grader.results.model import CheckResult, ExerciseResult, SubmissionResult

pytestmark = pytest.mark.filterwarnings("error")


VERSION = "course version 1, grader 2"
ENDING = f"  \n  \n({VERSION})"


def write(url, course, results, units=None):
    store.write(url, course, results, VERSION, units)


@pytest.fixture(scope="module")
def postgres():
    """The address of a database that may be emptied."""
    if postgresql.program("initdb") is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("needs PostgreSQL (apt install postgresql) and psycopg (pip install 'psycopg[binary]')")
    with postgresql.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/gradebook.db"
    postgres = request.getfixturevalue("postgres")
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres


def course_of(**units):
    root = Path("/there-is-no-such-course")  # so no card explains a misconception, wherever the tests are started
    return Course(
        "A course",
        root,
        tuple(
            Unit(unit, unit, tuple(Exercise(unit, name, name, points, (), root) for name, points in exercises.items()))
            for unit, exercises in units.items()
        ),
    )


COURSE = course_of(fork={"two_returns": 3, "own_copy": 2}, pool={"ten_tasks": 4})


def result(points, most, message="You did not wait."):
    passed = CheckResult("test_a", "pid", True, True, points, points, None, "The child has its PID.")
    failed = CheckResult("test_b", "join", False, True, 0, most - points, "no wait", message)
    return ExerciseResult.of([passed, failed])


def graded(student, **points):
    most = {exercise.name: exercise.points for exercise in COURSE.exercises}
    units = {exercise.name: exercise.unit for exercise in COURSE.exercises}
    return SubmissionResult.of(
        student, {f"{units[name]}/{name}": result(score, most[name]) for name, score in points.items()}
    )


ALL = {"two_returns": 3, "own_copy": 0.5, "ten_tasks": 0}


def table(url):
    return {(s.student, s.unit, s.exercise): s for s in scores(url)}


def test_scores_are_written_and_read_back(url):
    write(url, COURSE, [graded("ann", **ALL), graded("bob", **{**ALL, "ten_tasks": 4})])
    found = table(url)
    assert len(found) == 6
    assert {key[2]: s.score for key, s in found.items() if key[0] == "ann"} == ALL
    one = found["ann", "fork", "own_copy"]
    assert (one.auto_score, one.manual_score, one.max_score, one.needs_manual_grade) == (0.5, None, 2, False)
    assert one.comment == (
        "0.5 of 2 points  \n✓ 0.5 of 0.5: The child has its PID.  \n✗ 0 of 1.5: You did not wait. [no wait]" + ENDING
    )


def test_nbgrader_sees_an_assignment_a_unit_and_the_sums(url):
    write(url, COURSE, [graded("ann", **ALL)])
    with Gradebook(url) as gradebook:
        assert sorted(a.name for a in gradebook.assignments) == ["fork", "pool"]
        submission = gradebook.find_submission("fork", "ann")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (3.5, 5, False)
        assert gradebook.find_student("ann").score == 3.5


def test_what_could_not_be_graded_waits_for_a_person_and_is_no_zero(url):
    write(url, COURSE, [graded("ann", **ALL)])
    faults = [
        SubmissionResult.not_graded("ann", 9, "the machine forbids tracing"),
        SubmissionResult.unreadable("bob", 9, "its archive is damaged"),
    ]
    write(url, COURSE, faults)
    found = table(url)
    assert len(found) == 6
    assert {s.score for s in found.values()} == {s.auto_score for s in found.values()} == {None}
    assert all(s.needs_manual_grade for s in found.values())
    assert found["ann", "pool", "ten_tasks"].comment == "not-graded: the machine forbids tracing" + ENDING
    assert found["bob", "fork", "own_copy"].comment == "unreadable: its archive is damaged" + ENDING
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission("fork", "bob").needs_manual_grade
    write(url, COURSE, [graded("ann", **ALL)])
    assert table(url)["ann", "fork", "two_returns"].score == 3


def test_of_a_graded_submission_what_could_not_be_read_waits_for_a_person(url):
    unread = ExerciseResult.not_graded(4, "pool.ipynb is no notebook", "submission")
    broken = ExerciseResult.not_graded(2, "tests/hidden/fork/test_own_copy.py:3: NameError", "course")
    own = {"fork/two_returns": result(3, 3), "fork/own_copy": broken, "pool/ten_tasks": unread}
    write(url, COURSE, [SubmissionResult.of("ann", own)])
    found = table(url)
    assert (found["ann", "fork", "own_copy"].score, found["ann", "fork", "own_copy"].needs_manual_grade) == (None, True)
    assert found["ann", "fork", "own_copy"].comment.startswith("not-graded: tests/hidden")
    assert (found["ann", "fork", "two_returns"].score, found["ann", "pool", "ten_tasks"].score) == (3, None)
    assert found["ann", "pool", "ten_tasks"].needs_manual_grade
    assert found["ann", "pool", "ten_tasks"].comment == "unreadable: pool.ipynb is no notebook" + ENDING


def test_the_instructors_notebook_says_which_exercises_there_are_and_what_they_give(url):
    with writing(url) as gradebook:
        gradebook.add_assignment("fork")
        gradebook.add_notebook("fork", "fork")
        gradebook.add_source_cell("points", "fork", "fork", cell_type="code", source="# grader: fork/two_returns\n")
        gradebook.add_grade_cell("points", "fork", "fork", max_score=12, cell_type="code")
    write(url, COURSE, [graded("ann", **{**ALL, "two_returns": 1})])
    found = table(url)
    assert found.keys() == {("ann", "fork", "points"), ("ann", "pool", "ten_tasks")}
    assert (found["ann", "fork", "points"].score, found["ann", "fork", "points"].max_score) == (4, 12)


def test_only_what_was_graded_is_written(url):
    write(url, COURSE, [graded("ann", ten_tasks=4)])
    assert set(table(url)) == {("ann", "pool", "ten_tasks")}
    write(url, COURSE, [graded("ann", two_returns=1)])
    found = table(url)
    assert found["ann", "pool", "ten_tasks"].score == 4
    assert (found["ann", "fork", "two_returns"].score, found["ann", "fork", "own_copy"].score) == (1, None)
    assert found["ann", "fork", "own_copy"].needs_manual_grade
    write(url, COURSE, [SubmissionResult.unreadable("ann", 5, "damaged")], units={"fork"})
    found = table(url)
    assert (found["ann", "fork", "two_returns"].score, found["ann", "pool", "ten_tasks"].score) == (None, 4)


def test_what_an_instructor_entered_survives_grading_again(url):
    write(url, COURSE, [graded("ann", **ALL)])
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("test_two_returns", "fork", "fork", "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        gradebook.find_comment("two_returns", "fork", "fork", "ann").manual_comment = "see me"
        gradebook.update_or_create_student("ann", first_name="Ann", email="ann@example.org")
        gradebook.update_or_create_assignment("fork", duedate="2031-01-01")
        gradebook.db.commit()
    for again in (graded("ann", **{**ALL, "two_returns": 2}), SubmissionResult.not_graded("ann", 9, "no tracing")):
        write(url, COURSE, [again])
        one = table(url)["ann", "fork", "two_returns"]
        assert (one.score, one.manual_score, one.extra_credit, one.comment) == (1.75, 1.5, 0.25, "see me")
        assert one.needs_manual_grade  # as nbgrader has it: to be looked at again
    with Gradebook(url) as gradebook:
        assert gradebook.find_student("ann").first_name == "Ann"
        assert gradebook.find_assignment("fork").duedate is not None


def test_a_course_that_grows_is_followed(url):
    small = course_of(fork={"two_returns": 3})
    write(url, small, [graded("ann", two_returns=3)])
    grown = course_of(fork={"two_returns": 5, "own_copy": 2}, pool={"ten_tasks": 4})
    write(url, grown, [graded("ann", **ALL)])
    found = table(url)
    assert len(found) == 3
    assert found["ann", "fork", "two_returns"].max_score == 5
    assert found["ann", "fork", "own_copy"].score == 0.5
    assert found["ann", "fork", "own_copy"].comment


def test_texts_from_students_are_stored_plain(url):
    message = "NUL \0, escape \x1b[31m, surrogate \udcff, <script>, =1+1, 李\nnext line" + "x" * 30_000
    key = {"pool/ten_tasks": result(0, 4, message)}
    write(url, COURSE, [SubmissionResult.of("Zoë 李 O'Brien; DROP TABLE student", key)])
    ((student, _, _), one), *_ = table(url).items()
    assert student == "Zoë 李 O'Brien; DROP TABLE student"
    assert r"NUL \x00, escape \x1b[31m, surrogate \udcff, \<script>, =1+1, 李" in one.comment
    assert one.comment.endswith("x…" + ENDING) and len(one.comment) < 21_000


def creating(url, environment, script="from nbgrader.api import Gradebook; Gradebook(sys.argv[1]).close()"):
    return subprocess.run(
        [sys.executable, "-c", f"import sys; {script}", url],
        env=without_iris(**environment),
        capture_output=True,
        text=True,
    )


def test_a_first_creation_needs_no_path_where_nbgraders_own_breaks(url):
    """nbgrader asks the program alembic for a version; without it, it fails and leaves tables without one."""
    stock = creating(url, {"PATH": "/nowhere"})
    assert stock.returncode != 0 and "alembic" in stock.stderr
    with pytest.raises(GradebookError, match="not an nbgrader gradebook"):
        scores(url)

    write(url, COURSE, [graded("ann", **ALL)])
    assert table(url)["ann", "fork", "two_returns"].score == 3
    assert creating(url, {"PATH": "/nowhere"}).returncode == 0


def test_a_new_gradebook_has_the_version_that_nbgrader_gives(url):
    ours = "from grader.gradebook.database import writing\nwith writing(sys.argv[1]): pass"
    done = creating(url, {"PATH": "/nowhere"}, ours)
    assert done.returncode == 0, done.stderr
    engine = create_engine(url)
    with engine.connect() as connection:
        (version,) = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
    engine.dispose()
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"}
    asked = creating(url, path, "from nbgrader.api import get_alembic_version as v; print(v())")
    assert version == asked.stdout.strip(), asked.stderr


def test_a_gradebook_of_another_version_is_not_written_to(url):
    write(url, COURSE, [graded("ann", **ALL)])
    engine = create_engine(url)
    for change, words in (
        ("UPDATE alembic_version SET version_num = 'older'", "older"),
        ("DELETE FROM alembic_version", "unknown"),
    ):
        with engine.begin() as connection:
            connection.execute(text(change))
        with pytest.raises(GradebookError, match=f"{words}.*nbgrader db upgrade"):
            write(url, COURSE, [graded("ann", two_returns=0)])
    engine.dispose()


def test_writers_at_the_same_time_lose_nothing(url):
    script = (
        "sys.path.insert(0, sys.argv[2])\n"
        "from test_store import *\n"
        "for n in range(3): write(sys.argv[1], COURSE, [graded(f'{sys.argv[3]}{n}', **ALL), graded('ann', **ALL)])\n"
    )
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", f"import sys\n{script}", url, here]
    paths = without_iris(PYTHONPATH=os.pathsep.join(sys.path))
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True, env=paths) for name in "abc"]
    assert [writer.communicate()[1] for writer in writers] == ["", "", ""]
    found = table(url)
    assert len({student for student, _, _ in found}) == 10
    assert len(found) == 30
    assert sum(s.score for s in found.values()) == 10 * 3.5


def test_results_before_a_failure_are_kept(url):
    def results():
        yield graded("ann", **ALL)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(url, COURSE, results())
    assert len(table(url)) == 3


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("gradebook.db", "is no address of a gradebook; write sqlite:///"),
        ("sqlite://", "keeps nothing"),
        ("sqlite:////nowhere/at/all/gradebook.db", "there is no folder /nowhere/at/all"),
        ("klingon://host/name", "needs a driver"),
        ("postgresql+psycopg://ann:geheim@127.0.0.1:1/none", "needs a driver|cannot be used"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(address, words):
    with pytest.raises(GradebookError, match=words) as error:
        write(address, COURSE, [])
    assert "geheim" not in str(error.value)


def test_a_file_that_is_no_gradebook_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("notes " * 100)
    for action in (lambda: write(f"sqlite:///{path}", COURSE, []), lambda: scores(f"sqlite:///{path}")):
        with pytest.raises(GradebookError, match="cannot be used"):
            action()
    assert path.read_text() == "notes " * 100
    with pytest.raises(GradebookError, match="there is no gradebook"):
        scores(f"sqlite:///{tmp_path}/none.db")
    assert not (tmp_path / "none.db").exists()
