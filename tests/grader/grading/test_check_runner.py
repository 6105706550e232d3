"""A check that trips over a trace costs its own points; one that is broken is the grader's fault. And what a failure
says does not depend on luck."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.checks import Facts, Scenario, check, wrong_if
from grader.checks.vocabulary import SCHEDULES
from grader.course.contents import Exercise
from grader.grading.check_runner import CheckRunner
from grader.grading.faults import CourseFault
from grader.results.sentences import message
from grader.traces.model import Event, Process, Trace

EXERCISE = Exercise("fork", "x", "X", 1.0, (), Path())
MAIN = Process(1, 10, None, 1, "main", "x.py", 0.0, 0.0, 0, None, True, False, "", "")
DONE = Trace(("x.py",), "natural", 0, "finished", 0.0, (MAIN,), (Event(1, 0.0, 1, "mark", text="done"),))


class Played:
    def facts(self, exercise, scenario, schedule):
        return Facts(DONE, {})

    facts_with_lines = facts


def judge(function, runs=None):
    runner = CheckRunner(runs or Played(), {EXERCISE.key: ""}, {})
    return runner.judge(function, function.__check__, EXERCISE)


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
    assert "IndexError" in result.happened


def test_a_broken_check_is_nobodys_zero():
    with pytest.raises(CourseFault, match="NameError"):
        judge(two)


@check(points=1, category="ordering", scenario=Scenario())
def fails_where_it_is_told(trace):
    """All is well."""
    wrong_if("wrong" in trace.main.exit.event.text, "all wrong", f"it was wrong: {trace.main.exit.event.text}")


@check(points=1, category="ordering", scenario=Scenario(), schedules=("natural", "slow-child"))
def fails_in_one_of_two(trace):
    """All is well."""
    fails_where_it_is_told(trace)


class PlayedUnder:
    """Fails under the schedules of `wrong`, and never comes to an end under those of `stuck`."""

    def __init__(self, *wrong, stuck=()):
        self.wrong, self.stuck, self.played = wrong, stuck, []

    def facts(self, exercise, scenario, schedule):
        self.played.append(schedule)
        ending = Event(2, 0.0, 1, "exit", text=f"wrong {schedule}" if schedule in self.wrong else "right")
        outcome = "cpu-limit" if schedule in self.stuck else "finished"
        return Facts(replace(DONE, schedule=schedule, outcome=outcome, events=(*DONE.events, ending)), {})

    def facts_with_lines(self, exercise, scenario, schedule):
        """Another run, which is none of those that decide."""
        facts = self.facts(exercise, scenario, schedule)
        self.played.pop()
        return facts


def judge_under(played, function=fails_where_it_is_told):
    return judge(function, played)


@pytest.mark.parametrize("natural", [(), ("natural",)])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("child-first",), "wrong child-first (when the child gets to run first)."),
        (("parent-first",), "wrong parent-first (when the parent gets to run first)."),
        (("slow-child",), "wrong slow-child (when a new process is slow to start)."),
    ],
)
def test_a_failure_says_the_same_whether_or_not_luck_made_it_fail_under_natural_too(natural, wrong, said):
    result = judge_under(PlayedUnder(*natural, *wrong))
    assert message(result) == f"All is well. But it was wrong: {said}"
    assert result.schedule == wrong[0]


@pytest.mark.parametrize(("natural", "said"), [((), "child-first"), (("natural",), "natural")])
@pytest.mark.parametrize("late", [(), ("slow-child",)])
def test_a_failure_in_both_orders_blames_neither_and_takes_no_more_runs(natural, said, late):
    played = PlayedUnder(*natural, "child-first", "parent-first", *late)
    assert message(judge_under(played)) == f"All is well. But it was wrong: wrong {said}."
    assert played.played == ["natural", "child-first", "parent-first"]


def test_of_two_schedules_the_other_one_tells_whether_it_matters():
    both, natural, slow = (
        message(judge_under(PlayedUnder(*wrong), fails_in_one_of_two))
        for wrong in (("natural", "slow-child"), ("natural",), ("slow-child",))
    )
    assert both.endswith("wrong natural.")
    assert natural.endswith("wrong natural.")
    assert slow.endswith("wrong slow-child (when a new process is slow to start).")


def test_who_fails_under_natural_alone_fails():
    result = judge_under(PlayedUnder("natural"))
    assert (result.passed, message(result)) == (False, "All is well. But it was wrong: wrong natural.")


def test_who_passes_under_all_schedules_passes():
    played = PlayedUnder()
    assert judge_under(played).passed
    assert tuple(played.played) == SCHEDULES


def test_what_never_ends_under_natural_is_not_run_again():
    played = PlayedUnder(stuck=("natural", "child-first"))
    result = judge_under(played)
    assert (result.misconception, played.played) == ("endless loop", ["natural"])
    assert "(when" not in message(result)
