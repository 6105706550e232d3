"""What checks may ask of a trace, on small traces made by hand."""

import pytest

from grader.checks import CheckFailed, Facts, Source, check, wrong_if
from grader.checks.completion import why_unfinished
from grader.traces.model import Blocked, Event, Process, Trace


def process(id, parent=None, role="child", **fields):
    known = {
        "pid": 100 + id,
        "ppid": 100 + (parent or 0),
        "command": "python x.py",
        "born": 0.0,
        "exited": 1.0,
        "exit_code": 0,
        "signal": None,
        "reaped": True,
        "orphaned": False,
        "output": "",
        "errors": "",
    }
    return Process(id=id, parent=parent, role="main" if parent is None else role, **(known | fields))


def facts(processes, events, outcome="finished", blocked=()):
    numbered = tuple(Event(n=n, t=0.0, process=who, kind=kind, **more) for n, (who, kind, more) in enumerate(events, 1))
    return Facts(Trace(("x.py",), "natural", 0, outcome, 0.0, tuple(processes), numbered, tuple(blocked)), {})


def mark(who, text):
    return who, "mark", {"text": text}


ONE_CHILD = [process(1), process(2, 1)]


def test_children_are_seen_through_helpers():
    run = facts([process(1), process(2, 1, role="helper"), process(3, 2), process(4, 1)], [])
    assert [child.id for child in run.main.children] == [3, 4]
    assert [worker.id for worker in run.workers] == [3, 4]


def test_what_never_happened_comes_after_everything():
    run = facts(ONE_CHILD, [(1, "fork", {"child": 2}), mark(1, "returned")])
    returned = run.mark("returned")
    assert run.workers[0].exit is None
    assert returned.before(run.workers[0].exit)
    assert not returned.after(run.workers[0].exit)


def test_a_mark_carries_its_values_and_forged_text_none():
    run = facts([process(1)], [mark(1, 'task 3, "x"'), mark(1, "task {broken")])
    assert [moment.values for moment in run.marks("task")] == [(3, "x"), ()]


def test_most_at_once_counts_open_intervals_by_order_and_not_by_time():
    events = [mark(1, "begin 1"), mark(2, "begin 2"), mark(1, "end 1"), mark(1, "begin 3"), mark(2, "end 2")]
    run = facts(ONE_CHILD, events)
    assert run.most_at_once(run.intervals()) == 2
    assert [interval.end is None for interval in run.intervals()] == [False, False, True]


def test_an_interval_ends_with_its_own_process():
    run = facts(ONE_CHILD, [mark(1, "begin 1"), mark(2, "end 1")])
    assert run.intervals()[0].end is None


def test_a_zombie_is_one_until_it_is_collected():
    events = [(1, "fork", {"child": 2}), (2, "exit", {"exit_code": 0}), mark(1, "before")]
    events += [(1, "reap", {"child": 2}), mark(1, "after")]
    run = facts(ONE_CHILD, events)
    assert run.zombies_at(run.mark("before")) == [run.workers[0]]
    assert run.zombies_at(run.mark("after")) == []


def test_alive_is_from_birth_to_exit():
    events = [mark(1, "early"), (1, "fork", {"child": 2}), mark(1, "between"), (2, "exit", {"exit_code": 0})]
    events += [mark(1, "late")]
    run = facts(ONE_CHILD, events)
    assert [len(run.alive_at(run.mark(word))) for word in ("early", "between", "late")] == [0, 1, 0]


def test_a_missing_mark_fails_the_check_with_the_authors_sentence():
    with pytest.raises(CheckFailed, match="task was never called"):
        facts([process(1)], []).mark("task", "task was never called")


def test_wrong_if_names_the_misconception_and_only_where_it_holds():
    wrong_if(False, "no join", "not raised")
    with pytest.raises(CheckFailed) as failure:
        wrong_if(True, "no join", "main went on")
    assert (failure.value.misconception, failure.value.happened) == ("no join", "main went on")


def test_of_several_guilty_moments_the_first_is_told():
    first, second = facts(ONE_CHILD, [mark(2, "a"), mark(2, "b")]).workers[0].events("mark")
    for at, told in (([first, second], first), ([], None), (second, second), (None, None)):
        with pytest.raises(CheckFailed) as failure:
            wrong_if(True, "no join", "main went on", at=at)
        assert failure.value.at == told


def test_a_check_needs_a_docstring():
    with pytest.raises(TypeError, match="docstring"):

        @check(category="join")
        def test_nothing(trace):
            pass


@pytest.mark.parametrize(
    ("outcome", "misconception"),
    [
        ("cpu-limit", "endless loop"),
        ("process-limit", "fork bomb"),
        ("time-limit", "waits for ever"),
        ("output-limit", "endless output"),
        ("memory-limit", "too much memory"),
    ],
)
def test_a_limit_is_told_by_its_name(outcome, misconception):
    assert why_unfinished(facts([process(1)], [], outcome)).misconception == misconception


def test_a_deadlock_says_who_waits_where_for_whom():
    blocked = [Blocked(1, "wait4", 2, "dead.py:6"), Blocked(2, "read", "pipe", "dead.py:3")]
    failure = why_unfinished(facts(ONE_CHILD, [], "deadlock", blocked))
    assert failure.misconception == "deadlock"
    assert "dead.py:6 for process 102 to end" in failure.happened
    assert "dead.py:3 on a pipe" in failure.happened


TRACEBACK = """Traceback (most recent call last):
  File "/scenarios/fork/x.py", line 9, in <module>
    x()
  File "/submission/fork/x.py", line 3, in x
    1 / 0
ZeroDivisionError: division by zero
"""


def test_an_exception_is_told_with_the_students_line():
    run = facts([process(1, exit_code=1, errors=TRACEBACK)], [])
    failure = why_unfinished(run)
    assert failure.misconception == "an exception"
    assert "ZeroDivisionError: division by zero (x.py, line 3)" in failure.happened


def test_an_untouched_stub_is_not_an_exception_but_not_implemented():
    errors = TRACEBACK.replace("ZeroDivisionError: division by zero", "NotImplementedError")
    assert why_unfinished(facts([process(1, exit_code=1, errors=errors)], [])).misconception == "not implemented"


def test_a_scenario_that_came_to_its_end_is_not_unfinished_but_one_done_in_a_child_only_is():
    assert why_unfinished(facts([process(1)], [mark(1, "done")])) is None
    unfinished = why_unfinished(facts(ONE_CHILD, [mark(2, "done")]))
    assert unfinished.misconception == "ends the main process"


def test_source_names_are_resolved_through_imports():
    source = Source("from os import fork as split\nimport multiprocessing as mp\nsplit()\nmp.Pool(3)\n")
    assert source.uses("os.fork")
    assert source.uses("multiprocessing")
    assert not source.uses("subprocess")


@pytest.mark.parametrize(
    ("loop", "busy"),
    [
        ("while p.is_alive():\n    pass\n", True),
        ("while p.exitcode is None:\n    n += 1\n", True),
        ("while True:\n    if not p.is_alive():\n        p.join()\n        break\n", True),
        ("while p.is_alive():\n    time.sleep(0.1)\n", False),
        ("while p.is_alive():\n    p.join(1)\n", False),
        ("while waiting:\n    pass\n", False),
        ("p.is_alive()\n", False),
    ],
)
def test_a_loop_that_only_asks_is_a_busy_one(loop, busy):
    assert Source(loop).busy_waits is busy


def test_no_moment_is_before_or_after_itself():
    run = facts([process(1)], [mark(1, "first"), mark(1, "second")])
    first, second = run.mark("first"), run.mark("second")
    assert first.before(second) and second.after(first)
    assert not second.before(first) and not first.after(second)
    assert not first.before(first) and not first.after(first)
