"""The plain mode concludes nothing from what it did not see."""

from __future__ import annotations

import os

import pytest
from students import ROOT

from grader.course.contents import read_course
from grader.grading.check_runner import NeedsWitness
from grader.workshop.plain import PlainFacts, _trace, why_not_here

MARKS = (
    b'{"pid": 10, "ppid": 1, "kind": "here", "text": ""}\n'
    b'{"pid": 11, "ppid": 10, "kind": "here", "text": ""}\n'
    b'{"pid": 11, "ppid": 10, "kind": "mark", "text": "begin 3"}\n'
    b"not JSON\n"
    b'{"pid": 10, "ppid": 1, "kind": "mark", "text": "done"}\n'
)


@pytest.fixture
def facts() -> PlainFacts:
    return PlainFacts(_trace("x", 10, 0, "", MARKS), {})


def test_marks_and_their_order_are_known(facts: PlainFacts) -> None:
    begin, done = facts.mark("begin"), facts.mark("done")
    assert begin.before(done)
    assert begin.value == 3
    assert begin.process.pid == 11
    assert not begin.process.is_main
    assert facts.completed
    assert [child.pid for child in facts.main.children] == [11]


@pytest.mark.parametrize(
    "ask",
    [
        lambda facts: facts.workers[0].exit,
        lambda facts: facts.workers[0].born,
        lambda facts: facts.workers[0].collected,
        lambda facts: facts.workers[0].reaped,
        lambda facts: facts.workers[0].exit_code,
        lambda facts: facts.workers[0].output,
        lambda facts: facts.main.output,
        lambda facts: facts.main.sleeps,
        lambda facts: facts.mark("begin").t,
        lambda facts: facts.alive_at(facts.mark("done")),
        lambda facts: facts.zombies_at(facts.mark("done")),
        lambda facts: facts.of_kind("fork"),
    ],
)
def test_what_only_the_kernel_knows_is_not_answered(facts: PlainFacts, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NeedsWitness):
        ask(facts)


def test_the_fork_unit_says_on_windows_why_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    course = read_course(ROOT)
    assert all(why_not_here(exercise) is None for exercise in course.exercises)
    monkeypatch.delattr(os, "fork")
    for exercise in course.exercises:
        why = why_not_here(exercise)
        assert (why is not None) == (exercise.unit == "fork")
        assert why is None or "does not exist on Windows" in why
