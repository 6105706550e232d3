"""A mistake of the course's author, or a fault of the machine, leaves the one exercise without a score that it hit; the
other exercises keep theirs, and what only a student's program does wrong stays the student's."""

import subprocess
import sys

import pytest

from grader.course.contents import Course, Exercise, Unit, find_course
from grader.course.stubs import write_stubs
from grader.course.submissions import Submission
from grader.grading.grade_submission import Job, grade
from grader.grading.scenario_runs import ScenarioRuns
from grader.sandbox.errors import SandboxFault

SOLUTION = "def answer():\n    return 42\n"
FORGED = """\
import os, sys
print("Traceback (most recent call last):", '  File "/scenarios/fork/a.py", line 1, in <module>', "NameError: x",
      sep="\\n", file=sys.stderr, flush=True)
os._exit(1)
"""
SCENARIO = 'from witness import given, mark\nfrom {name} import answer\nmark("got", answer(), given("x"))\n'
CHECKS = '''\
from grader.checks import Scenario, check, wrong_if
PLAY = Scenario(given=lambda random: {"x": random.randint(1, 9)})

@check(category="pid", points=1, scenario=PLAY)
def test_answer(trace):
    """The answer is 42."""
    wrong_if(trace.mark("got").value != 42, "another answer", "it was another one")

@check(category="pid", points=1, scenario=PLAY, needs="test_answer")
def test_second(trace):
    """The answer is known."""
    wrong_if(not trace.mark("got"), "no answer", "there was none")
'''
PATHS = {
    "checks": "tests/hidden/fork/test_a.py",
    "scenario": "tests/scenarios/fork/a.py",
    "solution": "solutions/fork/a.py",
}


@pytest.fixture
def course(tmp_path):
    """Two exercises, a and b."""
    exercises = tuple(Exercise("fork", name, name, 2.0, (), tmp_path) for name in "ab")
    for one in exercises:
        for path, text in (
            (one.solution, SOLUTION),
            (one.hidden_tests, CHECKS),
            (one.visible_tests, CHECKS.replace("points=1, ", "")),
            (one.scenarios / f"{one.name}.py", SCENARIO.format(name=one.name)),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return Course("C", tmp_path, (Unit("fork", "Fork", exercises),))


def graded(course, a=SOLUTION, b=SOLUTION):
    files = {"fork/a.py": a.encode(), "fork/b.py": b.encode()}
    return grade(Job(Submission("ann", files), course, course.exercises, "none", "seed"))


def changed(course, which, old, new):
    path = course.root / PATHS[which]
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_without_a_fault_both_have_their_points(course):
    assert graded(course).score == 4


@pytest.mark.parametrize(
    ("which", "old", "new", "said"),
    [
        ("checks", "check, wrong_if", "check, wrong_iff", "test_a.py:1: ImportError"),
        ("checks", "def test_answer(trace):", "def test_answer(trace:", "test_a.py:5: SyntaxError"),
        ("checks", '    """The answer is 42."""\n', "", "test_answer: it has no docstring"),
        ("checks", 'category="pid"', 'category="pids"', "there is no category 'pids'; did you mean 'pid'?"),
        ("checks", "needs=", 'schedules=("slow_child",), needs=', "there is no schedule 'slow_child'"),
        ("checks", "needs=", "schedules='natural', needs=", "write a tuple of names"),
        ("checks", "(trace):", "(tarce):", "there is no parameter 'tarce'; did you mean 'trace'?"),
        ("checks", "points=1", "points=-1", "points are -1"),
        ("checks", 'needs="test_answer"', 'needs="test_anwser"', "needs test_anwser"),
        ("checks", "given=lambda", "givn=lambda", "test_a.py:2: TypeError"),
        ("checks", "given=lambda", 'program="other", given=lambda', "tests/scenarios/fork/other.py is missing"),
        ("checks", "random.randint(1, 9)", "random.randnit(1, 9)", "test_a.py:2: AttributeError"),
        ("checks", "random.randint(1, 9)", "{1, 2}", "not JSON serializable"),
        ("checks", "wrong_if(trace.mark", "wrong(trace.mark", "test_a.py:7: NameError: name 'wrong' is not defined"),
        ("checks", 'trace.mark("got")', 'trace.makr("got")', "test_a.py:7: AttributeError"),
        ("checks", ".value != 42", ".values[7] != 42", "test_a.py:7: IndexError"),
        ("checks", '@check(category="pid", points=1, scenario=PLAY)\n', "", "test_answer is no check"),
        ("scenario", 'given("x")', 'given("y")', "a.py:3: KeyError: 'y'"),
        ("scenario", "import given, mark", "import given, makr", "a.py:1: ImportError"),
        ("scenario", 'mark("got"', 'mark["got"', "a.py:3: SyntaxError"),
        ("scenario", "mark(", "mrak(", "a.py:3: NameError: name 'mrak' is not defined"),
    ],
)
def test_an_authors_mistake_is_told_at_its_place_and_costs_nobody_anything(course, which, old, new, said):
    changed(course, which, old, new)
    result = graded(course)
    broken, whole = result.exercises["fork/a"], result.exercises["fork/b"]
    assert (broken.score, broken.fault) == (None, "course")
    assert said in broken.reason and "/tmp" not in broken.reason
    assert (whole.score, whole.max_score) == (2, 2)
    assert (result.score, result.status) == (None, "not-graded") and "fork/a" in result.reason


@pytest.mark.parametrize("which", ["checks", "scenario"])
def test_a_missing_file_is_the_authors(course, which):
    (course.root / PATHS[which]).unlink()
    result = graded(course)
    assert "is missing" in result.exercises["fork/a"].reason
    assert result.exercises["fork/b"].score == 2


@pytest.mark.parametrize(
    ("a", "misconception"),
    [
        ("def answer(too, many):\n    return 42\n", "an exception"),
        ("def other():\n    return 42\n", "an exception"),
        ("def answer():\n    raise KeyError('y')\n", "an exception"),
        ("def answer():\n    return 41\n", "another answer"),
        (FORGED, "an exception"),
        ("from witness import mark\nmark('got')\ndef answer():\n    return 42\n", None),
    ],
)  # fmt: skip
def test_what_the_reference_solution_does_not_do_is_the_students(course, a, misconception):
    """Also what ends in the scenario's own line, as a wrong signature does, and a traceback that is forged."""
    result = graded(course, a)
    assert result.status == "graded"
    checks = result.exercises["fork/a"].checks
    assert (result.exercises["fork/a"].score, result.exercises["fork/b"].score) == (0, 2)
    if misconception:
        assert checks[0].misconception == misconception


class Flaky(ScenarioRuns):
    """The machine fails so many times."""

    failures = 0

    def warm(self):
        if "fork/a" in self.about and type(self).failures:
            type(self).failures -= 1
            raise SandboxFault("no room")
        return super().warm()

    def _play(self, exercise, scenario, schedule):
        self.about = exercise.key
        return super()._play(exercise, scenario, schedule)


@pytest.mark.parametrize(("failures", "score"), [(1, 2), (50, None)])
def test_a_fault_of_the_machine_is_tried_once_more_and_stays_in_its_exercise(course, monkeypatch, failures, score):
    monkeypatch.setattr("grader.grading.grade_submission.ScenarioRuns", Flaky)
    monkeypatch.setattr(Flaky, "failures", failures)
    result = graded(course)
    assert result.exercises["fork/a"].score == score
    assert result.exercises["fork/b"].score == 2
    if score is None:
        assert result.exercises["fork/a"].fault == "machine" and "no room" in result.exercises["fork/a"].reason


CONTENTS = """\
title = "C"
[[unit]]
name = "fork"
title = "Fork"
"""
EXERCISE = '[[unit.exercise]]\nname = "{0}"\ntitle = "{0}"\npoints = 2\nhints = ["one", "two", "three"]\n'


def command(*arguments, cwd):
    return subprocess.run([sys.executable, "-m", "grader", *arguments], cwd=cwd, capture_output=True, text=True)


def test_verify_tells_each_typo_once_in_a_sentence_at_its_place(course):
    (course.root / "exercises").mkdir()
    (course.root / "exercises" / "course.toml").write_text(CONTENTS + EXERCISE.format("a") + EXERCISE.format("b"))
    (course.root / "exercises" / "fork").mkdir()
    for name in "ab":
        stub = '### BEGIN SOLUTION\n### END SOLUTION\n"""X."""\n'
        (course.root / "solutions" / "fork" / f"{name}.py").write_text(SOLUTION + stub)
    write_stubs(find_course(course.root))
    changed(course, "checks", 'category="pid"', 'category="pids"')
    changed(course, "scenario", "mark(", "mrak(")
    done = command("verify", "fork/a", "--course", str(course.root), "--isolation", "none", cwd="/")
    assert done.returncode == 1
    assert done.stdout.count("there is no category 'pids'") == 1 and "Traceback" not in done.stdout + done.stderr
    changed(course, "checks", 'category="pids"', 'category="pid"')
    done = command("verify", "fork/a", "--course", str(course.root), "--isolation", "none", cwd="/")
    assert done.stdout.count("name 'mrak' is not defined") == 1, done.stdout
