"""A run event by event: what every process does after each event, at which line, and what is written by then."""

from __future__ import annotations

from dataclasses import replace

import trace_samples as samples
from hypothesis import given
from test_trace_layout import calmly, stories
from trace_samples import Story

from grader.reports.steps import ProcessState, Steps, steps
from grader.traces.model import Trace


def with_lines(trace: Trace, *places: tuple[str, str] | None) -> Trace:
    """The trace with a line for each of its first events."""
    told = [*places, *[None] * (len(trace.events) - len(places))]
    events = [
        replace(event, where=place[0], function=place[1]) if place else event
        for event, place in zip(trace.events, told, strict=True)
    ]
    return replace(trace, events=tuple(events))


def state(found: Steps, process: int, step: int) -> ProcessState | None:
    """The state of a process after a step."""
    index = [id for id, _ in found.order].index(process)
    return next((state for state in reversed(found.states[index]) if state.step <= step), None)


def said(found: Steps, step: int) -> dict[int, str]:
    """What is said of each process that there is after a step."""
    return {id: now.text for id, _ in found.order if (now := state(found, id, step)) is not None}


def test_every_step_says_what_each_process_does_then() -> None:
    found = steps(samples.with_join(rounds=1))
    assert [step.text for step in found.steps] == [
        "main 12 wrote “main starts the child”",
        "main 12 gave birth to child 13",
        "main 12 waits for child 13",
        "child 13 wrote “working 0”",
        "child 13 sleeps 1 s",
        "child 13 ended with exit code 0",
        "main 12 collected child 13",
        "main 12 wrote “main done”",
        "main 12 ended with exit code 0",
    ]
    assert said(found, 0) == {1: "runs"}
    assert said(found, 1) == {1: "runs", 2: "runs"}
    assert said(found, 2) == {1: "waits for child 13", 2: "runs"}
    assert said(found, 4) == {1: "waits for child 13", 2: "sleeps until 1 s"}
    assert said(found, 5) == {1: "waits for child 13", 2: "exited with 0; a zombie until its parent collects it"}
    assert said(found, 6) == {1: "runs", 2: "exited with 0; its parent collected it"}
    assert said(found, 8)[1] == "exited with 0"


def test_a_process_is_at_the_line_of_its_last_event_and_a_newborn_where_it_was_forked() -> None:
    story = Story()
    child = story.fork()
    story.write(1, "a\n")
    story.write(child, "b\n")
    story.exit(child)
    trace = with_lines(
        story.trace(), ("demo.py:3", "main"), ("demo.py:4", "main"), ("demo.py:9", "work"), ("demo.py:9", "work")
    )
    found = steps(trace)
    new = state(found, child, 1)
    assert new is not None and new.at is not None
    assert (new.text, new.at.file, new.at.line, new.at.newborn) == ("has just been forked", "demo.py", 3, True)
    at_work = state(found, child, 2)
    assert at_work is not None and at_work.at is not None
    assert (at_work.text, at_work.at.line, at_work.at.function, at_work.at.newborn) == ("runs", 9, "work", False)
    mains = state(found, 1, 2)
    assert mains is not None and mains.at is not None and mains.at.line == 4
    ended = state(found, child, 3)
    assert ended is not None and ended.at is None


def test_what_blocks_for_ever_is_said_from_the_last_event_on_and_the_end_is_a_step() -> None:
    found = steps(samples.deadlock())
    last = len(found.steps) - 1
    assert found.steps[last].text == "Deadlock: every process waits, and none can go on."
    assert said(found, last) == {1: "waits for child 13", 2: "waits for a pipe"}
    assert steps(samples.with_join()).steps[-1].process == 1


def test_output_and_marks_come_with_their_step() -> None:
    found = steps(samples.pool(workers=2, tasks=2))
    pieces = [(found.steps[piece.step].text, piece.stream, piece.text) for piece in found.pieces]
    assert ("child 13 marked “begin 0”", "mark", "begin 0") in pieces
    assert ("child 13 wrote “task 0 in 12”", "stdout", "task 0 in 12\n") in pieces
    assert [piece.step for piece in found.pieces] == sorted(piece.step for piece in found.pieces)


def test_of_a_long_run_the_middle_is_left_out_and_counted() -> None:
    found = steps(samples.chatty(), most=100)
    assert len(found.steps) == 100
    assert found.left_out == len(steps(samples.chatty(), most=10**6).steps) - 100


@calmly
@given(stories())
def test_any_run_has_a_state_for_every_process_that_there_is(trace: Trace) -> None:
    found = steps(trace)
    for (id, _), states in zip(found.order, found.states, strict=True):
        assert [state.step for state in states] == sorted({state.step for state in states})
        born = next((n for n, step in enumerate(found.steps) if trace.events and _bears(trace, step.n, id)), 0)
        assert all(state.step >= born for state in states)


def _bears(trace: Trace, n: int, id: int) -> bool:
    return any(event.n == n and event.kind == "fork" and event.child == id for event in trace.events)
