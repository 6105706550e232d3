"""What hidden checks ask of each call of a pool function: right things pass, each wrong one fails for its reason."""

import json

import pytest

from grader.checks import CheckFailed, Facts
from grader.checks.calls import calls_of, same, told
from grader.checks.pool_claims import (
    each_call,
    expect_each_item_once,
    expect_every_result,
    expect_limit_kept,
    expect_limit_used,
    expect_nothing_left,
    expect_results_in_order,
    expect_workers,
)
from grader.traces.model import Event, Process, Trace

MAIN, ONE, TWO = 1, 2, 3


def process(id):
    parent, role = (None, "main") if id == MAIN else (MAIN, "child")
    return Process(id, 100 + id, parent, 101, role, "python x.py", 0.0, 1.0, 0, None, True, False, "", "")


def one_call(*marks, items=(5, 7, 5), limit=2, over=("returned", 0, "list", ["a", "b", "c"])):
    """The only call of a run in which these processes made these marks."""
    marks = [(MAIN, "called", 0), *marks, (MAIN, *over)]
    events = [
        Event(n, float(n), who, "mark", text=" ".join((label, ",".join(map(json.dumps, values)))))
        for n, (who, label, *values) in enumerate(marks, 1)
    ]
    people = tuple(map(process, (MAIN, ONE, TWO)))
    trace = Trace(("x.py",), "natural", 0, "finished", 0.0, people, tuple(events))
    return calls_of(Facts(trace, {"calls": [{"items": list(items), "limit": limit}]}))[0]


def task(who, item, value=None):
    return (who, "begin", 0, item), (who, "end", 0, item, value)


def misconception(claim, *arguments):
    """What the claim finds wrong; None if nothing."""
    try:
        claim(*arguments)
    except CheckFailed as failure:
        return failure.misconception
    return None


ALL = (*task(ONE, 5, "a"), *task(TWO, 7, "b"), *task(ONE, 5, "c"))


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        (ALL, None),
        ((), "items missing"),
        ((*task(MAIN, 5), *task(ONE, 7)), "tasks in the main process"),
        (((MAIN, "begin", 0, 5), (MAIN, "begin", 0, 7), (MAIN, "end", 0, 5), (MAIN, "end", 0, 7)), "threads"),
    ],
)
def test_tasks_run_in_workers(marks, wrong):
    assert misconception(expect_workers, one_call(*marks), "f") == wrong


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        (ALL, None),
        (ALL[:4], "equal items merged"),
        (ALL[2:], "equal items merged"),
        ((*ALL[:2], *ALL[4:]), "items missing"),
        ((*ALL[:5],), "equal items merged"),
        ((*ALL, *task(TWO, 7)), "items done twice"),
    ],
)
def test_each_item_is_done_as_often_as_it_is_there(marks, wrong):
    assert misconception(expect_each_item_once, one_call(*marks), "f") == wrong


@pytest.mark.parametrize("begun", [(), ((ONE, "begin", 0, 5),), ((ONE, "begin", 0, 5), (TWO, "begin", 0, 7))])
def test_what_is_said_of_items_that_were_never_done_does_not_tell_how_many_had_begun(begun):
    with pytest.raises(CheckFailed, match="no task came to its end"):
        expect_each_item_once(one_call(*begun), "f")


@pytest.mark.parametrize(
    ("kind", "results", "wrong"),
    [
        ("list", ["a", "b", "c"], None),
        ("list", ["c", "b", "a"], None),
        ("list", ["b", "a", "c"], "another order"),
        ("list", ["<ApplyResult object>"] * 3, "promises in place of results"),
        ("list", ["a", "b"], "other results"),
        ("list", ["a", "b", "x"], "other results"),
        ("NoneType", None, "not a list"),
        ("tuple", ["a", "b", "c"], "not a list"),
    ],
)
def test_results_are_a_list_in_order(kind, results, wrong):
    call = one_call(*ALL, over=("returned", 0, kind, results))
    assert misconception(expect_results_in_order, call, "f") == wrong


def test_the_order_in_which_the_tasks_ended_is_named():
    marks = (*task(TWO, 7, "b"), *task(ONE, 5, "a"), *task(ONE, 5, "c"))
    call = one_call(*marks, over=("returned", 0, "list", ["b", "a", "c"]))
    assert misconception(expect_results_in_order, call, "f") == "order of completion"


@pytest.mark.parametrize(("results", "wrong"), [([0, "", "x"], None), (["x"], "falsy values dropped")])
def test_falsy_results_are_results(results, wrong):
    marks = (*task(ONE, 5, 0), *task(TWO, 7, ""), *task(ONE, 5, "x"))
    call = one_call(*marks, over=("returned", 0, "list", results))
    assert misconception(expect_every_result, call, "f") == wrong


TWO_AT_ONCE = ((ONE, "begin", 0, 5), (TWO, "begin", 0, 7), (ONE, "end", 0, 5), (TWO, "end", 0, 7))


@pytest.mark.parametrize(
    ("marks", "limit", "kept", "used"),
    [
        (TWO_AT_ONCE, 2, None, None),
        (TWO_AT_ONCE, 1, "limit ignored", None),
        (TWO_AT_ONCE, 3, None, "limit not used"),
        (ALL, 2, None, "serial"),
        (ALL, 1, None, None),
    ],
)
def test_the_limit_is_kept_and_made_use_of(marks, limit, kept, used):
    call = one_call(*marks, limit=limit)
    assert misconception(expect_limit_kept, call, "f") == kept
    assert misconception(expect_limit_used, call, "f") == used


def test_a_call_that_raised_says_so_with_its_line():
    call = one_call(over=("raised", 0, "ValueError", "no good", 7))
    with pytest.raises(CheckFailed, match=r"raised ValueError: no good \(line 7 of your file\)"):
        list(each_call(call.trace, "f"))


def test_what_a_call_left_is_what_was_made_in_it():
    """Nothing was, here; `grader verify pool` shows the other side."""
    call = one_call(*ALL)
    expect_nothing_left(call, call.over, "then")


def test_items_are_told_and_compared_whatever_they_are():
    assert told([None, [], 0]) == "[None, [], 0]"
    assert told(list(range(9))) == "[0, 1, 2, 3, ..., 9 items]"
    assert same([[], None, {}], [{}, [], None])
    assert not same([1, 1], [1])
