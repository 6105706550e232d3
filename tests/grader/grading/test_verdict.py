"""A check that trips over a trace costs its own points; one that is broken is the grader's fault."""

from pathlib import Path

import pytest

from grader.checks import Facts, Scenario, check
from grader.course.contents import Exercise
from grader.grading.verdict import Bench, BrokenCheck
from grader.observer.trace import Event, Process, Trace

EXERCISE = Exercise("fork", "x", "X", 1.0, (), Path())
MAIN = Process(1, 10, None, 1, "main", "x.py", 0.0, 0.0, 0, None, True, False, "", "")
DONE = Trace(("x.py",), "natural", 0, "finished", 0.0, (MAIN,), (Event(1, 0.0, 1, "mark", text="done"),))


class Played:
    def facts(self, exercise, scenario, schedule):
        return Facts(DONE, {})


def judge(function):
    bench = Bench(Played(), {EXERCISE.key: ""}, {})
    return bench.judge(function, function.__check__, EXERCISE)


@check(points=1, category="pid", scenario=Scenario())
def one(trace):
    """There is a child."""
    assert trace.main.children[0].pid


@check(points=1, category="pid", scenario=Scenario())
def two(trace):
    """The check has a slip of the pen."""
    assert nonsense  # noqa: F821


def test_what_a_check_cannot_make_sense_of_costs_its_points_and_is_said():
    result = judge(one)
    assert (result.passed, result.points, result.misconception) == (False, 0, "unforeseen")
    assert "IndexError" in result.message


def test_a_broken_check_is_nobodys_zero():
    with pytest.raises(BrokenCheck, match="NameError"):
        judge(two)
