"""`--repeat`: a check that is decided by chance is found out, and everything else comes out the same."""

from small_class import grade, results, small_class, small_course

BY_CHANCE = '''
"""A check that fails every other time."""
from pathlib import Path
from grader.checks import check, wrong_if

COUNT = Path({count!r})

@check(points=2, category="pid", schedules=("natural",))
def test_by_chance(trace):
    """Heads."""
    turn = int(COUNT.read_text()) if COUNT.exists() else 0
    COUNT.write_text(str(turn + 1))
    wrong_if(turn % 2, "bad luck", "it was tails")

@check(points=1, category="pid", schedules=("natural",))
def test_for_sure(trace):
    """Always."""
'''


def test_a_check_that_is_decided_by_chance_is_told_of_and_the_first_result_counts(tmp_path):
    course = small_course(tmp_path / "course", BY_CHANCE.format(count=str(tmp_path / "count")))
    small_class(tmp_path / "class", 1)
    done = grade(course, "class", "--repeat", 3, "--jobs", 1, "--json", "out.json", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "student00, fork/two_returns, test_by_chance: passed, 2 of 2 points, then failed (bad luck), 0 of 2 points"
        in done.stderr
    )
    assert "test_for_sure" not in done.stderr
    assert [one["score"] for one in results(tmp_path / "out.json")["submissions"]] == [3.0]


def test_a_class_comes_out_the_same_every_time(tmp_path):
    course = small_course(tmp_path / "course")
    small_class(tmp_path / "class", 4)
    once = grade(course, "class", "--json", "once.json", cwd=tmp_path)
    repeated = grade(course, "class", "--repeat", 3, "--json", "repeated.json", cwd=tmp_path)
    assert (once.returncode, repeated.returncode) == (0, 0), repeated.stderr
    assert "not the same" not in repeated.stderr
    assert results(tmp_path / "repeated.json") == results(tmp_path / "once.json")
