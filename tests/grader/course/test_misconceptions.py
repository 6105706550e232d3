"""The cards of misconceptions: read from the grader, the course and its units; what is wrong with them is told."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.contents import Course, Exercise, Unit
from grader.course.misconceptions import read_registry
from grader.course.named import names_of, without_card

CARD = '''["child runs on"]
line = "The child went on after its part."
handout = "fork/README.md#the-child-must-end"
wrong = """
if pid == 0:
    job()
"""
happens = "Both return to the caller."
ask = "Which line does it run next?"
'''


@pytest.fixture
def course(tmp_path):
    exercise = Exercise("fork", "a", "A", 1.0, (), tmp_path)
    for path, text in (
        (tmp_path / "exercises" / "fork" / "misconceptions.toml", CARD),
        (tmp_path / "exercises" / "fork" / "README.md", "# Fork\n\n## The child must end\n"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Course("C", tmp_path, (Unit("fork", "Fork", (exercise,)),))


def rewrite(course, old, new):
    path = course.root / "exercises" / "fork" / "misconceptions.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_card_is_read_with_its_parts_beside_the_graders_own(course):
    registry = read_registry(course)
    assert registry.problems == ()
    assert registry.cards["child runs on"].wrong == "if pid == 0:\n    job()"
    assert registry.line("child runs on") == "The child went on after its part."
    assert "deadlock" in registry.cards and registry.line("no such name") == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ask =", "aks =", "has the unknown key 'aks'; did you mean 'ask'?"),
        ('happens = "Both return to the caller."\n', "", "lacks 'happens'"),
        ("#the-child-must-end", "#the-child-ends", "has no such heading"),
        ("fork/README.md", "fork/READ.md", "which is not there"),
        ('line = "The child', 'line = "The\\nchild', "needs one line"),
        ('ask = "Which line does it run next?"', "ask = 3", "needs a text as 'ask'"),
        ('["child runs on"]', '["child runs on"', "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_card_is_told_and_harms_no_other(course, old, new, said):
    rewrite(course, old, new)
    registry = read_registry(course)
    assert any(said in problem for problem in registry.problems), registry.problems
    assert "deadlock" in registry.cards


def test_one_name_has_one_card(course):
    (course.root / "exercises" / "misconceptions.toml").write_text(CARD)
    assert any("has a card in exercises/misconceptions.toml, too" in one for one in read_registry(course).problems)


def test_names_are_found_in_checks_and_samples_and_near_ones_are_suggested(course):
    exercise = course.exercises[0]
    sample = course.root / "tests" / "submissions" / "wrong" / "fork" / "a" / "x.py"
    for path, text in (
        (exercise.hidden_tests, 'wrong_if(True, "child runs on", "x")\nwrong_if(a, "one" if b else "two", "x")\n'),
        (
            exercise.visible_tests,
            'check(stuck=("three", "x"))\ntrace.mark("m", "said", "four")\nraise CheckFailed("five", "")',
        ),
        (sample, "# fails: test_a (child run on)\n"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = names_of(exercise)
    assert set(found) == {"child runs on", "one", "two", "three", "four", "five", "child run on"}
    missing = without_card(found, read_registry(course))
    assert len(missing) == 6
    assert missing[-1].startswith("tests/submissions/wrong/fork/a/x.py:1: ") and "“child runs on”?" in missing[-1]


def explain(course: Course, name: str) -> subprocess.CompletedProcess[str]:
    (course.root / "exercises" / "course.toml").write_text(
        'title = "C"\n[[unit]]\nname = "fork"\ntitle = "F"\n[[unit.exercise]]\nname = "a"\ntitle = "A"\npoints = 1\n'
        'hints = ["one"]\n'
    )
    command = [sys.executable, "-m", "grader", "explain", name, "--course", str(course.root)]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path("/"))


def test_explain_shows_a_card_and_suggests_near_names(course):
    done = explain(course, "child runs on")
    assert done.returncode == 0, done.stderr
    for part in ("The child went on after its part.", "if pid == 0:", "Both return", "Which line", "README.md:3"):
        assert part in done.stdout
    done = explain(course, "child runs in")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean “child runs on”?" in done.stderr and "Traceback" not in done.stderr
