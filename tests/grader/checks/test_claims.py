"""What several exercises ask of a submission: the right thing passes, each wrong one fails for its reason."""

import json

import pytest

from grader.checks import CheckFailed, Facts, Source
from grader.checks.claims import (
    expect_each_item_once,
    expect_os_fork_alone,
    expect_process_class_alone,
    expect_results_in_order,
    expect_workers,
)
from grader.trace.model import Event, Process, Trace

MAIN, ONE, TWO = 1, 2, 3


def process(id):
    parent, role = (None, "main") if id == MAIN else (MAIN, "child")
    return Process(id, 100 + id, parent, 101, role, "python x.py", 0.0, 1.0, 0, None, True, False, "", "")


def facts(*marks):
    """A run in which these processes made these marks, of the items 5 and 7, whose results are ten times as much."""
    events = [
        Event(n, 0.0, who, "mark", text=" ".join((label, ",".join(map(json.dumps, values)))))
        for n, (who, label, *values) in enumerate(marks, 1)
    ]
    people = tuple(map(process, (MAIN, ONE, TWO)))
    return Facts(
        Trace(("x.py",), "natural", 0, "finished", 0.0, people, tuple(events)), {"items": [5, 7], "factor": 10}
    )


def task(who, item):
    return (who, "begin", item), (who, "end", item)


def misconception(claim, *arguments):
    """What the claim finds wrong; None if nothing."""
    try:
        claim(*arguments)
    except CheckFailed as failure:
        return failure.misconception
    return None


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        ((*task(ONE, 5), *task(TWO, 7)), None),
        ((*task(ONE, 5), *task(ONE, 7)), None),
        ((), "items missing"),
        ((*task(MAIN, 5), *task(ONE, 7)), "serial"),
        (((MAIN, "begin", 5), (MAIN, "begin", 7), (MAIN, "end", 5), (MAIN, "end", 7)), "threads"),
    ],
)
def test_tasks_run_in_workers(marks, wrong):
    assert misconception(expect_workers, facts(*marks)) == wrong


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        ((*task(ONE, 5), *task(TWO, 7)), None),
        (task(ONE, 5), "items missing"),
        ((*task(ONE, 5), (TWO, "begin", 7)), "items missing"),
        ((*task(ONE, 5), *task(TWO, 7), *task(ONE, 7)), "items done twice"),
        ((*task(MAIN, 5), *task(MAIN, 7)), "serial"),
    ],
)
def test_each_item_is_done_once(marks, wrong):
    assert misconception(expect_each_item_once, facts(*marks)) == wrong


@pytest.mark.parametrize("begun", [(), ((ONE, "begin", 5),), ((ONE, "begin", 5), (TWO, "begin", 7))])
def test_what_is_said_of_items_that_were_never_done_does_not_tell_how_many_had_begun(begun):
    with pytest.raises(CheckFailed, match="no task was ever done"):
        expect_each_item_once(facts(*begun))


@pytest.mark.parametrize(
    ("kind", "results", "wrong"),
    [
        ("list", [50, 70], None),
        ("list", [70, 50], "order of completion"),
        ("list", ["<ApplyResult object>", "<ApplyResult object>"], "get never called"),
        ("list", ["<Future at 0x1>"], "get never called"),
        ("list", [50], "other results"),
        ("NoneType", None, "other results"),
        ("tuple", [50, 70], "not a list"),
    ],
)
def test_results_are_a_list_in_order(kind, results, wrong):
    assert misconception(expect_results_in_order, facts((MAIN, "returned", kind, results)), "f") == wrong


@pytest.mark.parametrize(
    ("text", "fork", "process_class"),
    [
        ("import os\nos.fork()\n", None, "another technique"),
        ("import multiprocessing\nmultiprocessing.Process()\n", "another technique", None),
        ("from multiprocessing import Pool\nPool()\n", "another technique", "another technique"),
        ("import subprocess\n", None, None),
        ("import subprocess\nsubprocess.run([])\n", "another technique", "another technique"),
    ],
)
def test_no_other_technique(text, fork, process_class):
    assert misconception(expect_os_fork_alone, Source(text)) == fork
    assert misconception(expect_process_class_alone, Source(text)) == process_class
