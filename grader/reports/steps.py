"""A run event by event: after each one, what every process does, at which line it is, and what has been written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from grader.reports import standing, words
from grader.reports.escaping import plain
from grader.reports.layout import Lane, Segment, lane_order, layout
from grader.reports.lines import legible
from grader.traces.model import Event, Process, Trace

StateKind = Literal["alive", "sleep", "wait", "blocked", "held", "zombie", "ended"]

MOST_STEPS = 1500
LONGEST_TEXT = 2000
LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class At:
    """A line of a file of the program's; `newborn`: its process has done nothing yet, and was forked there."""

    file: str
    line: int
    function: str
    newborn: bool = False


@dataclass(frozen=True, slots=True)
class ProcessState:
    """What a process does from a step on, and at which line it is; before its first state it is not there yet."""

    step: int
    kind: StateKind
    text: str
    at: At | None


@dataclass(frozen=True, slots=True)
class Step:
    """One event, or (without a process) how the run ended; `n` is the event's number in the trace."""

    n: int
    t: float
    process: int | None
    kind: str
    text: str
    at: At | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What one event wrote, or said to the checks, safe to show line by line."""

    step: int
    process: int
    stream: Literal["stdout", "stderr", "mark"]
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything that a reader sees going through a run; `states` are those of each process of `order`."""

    steps: tuple[Step, ...]
    order: tuple[tuple[int, int], ...]
    states: tuple[tuple[ProcessState, ...], ...]
    pieces: tuple[Piece, ...]
    left_out: int


def steps(trace: Trace, most: int = MOST_STEPS) -> Steps:
    """The run step by step; of more than `most` events those in the middle are left out."""
    drawn, _ = legible(trace)
    events = drawn.events
    kept = events if len(events) <= most else (*events[: most // 2], *events[-(most - most // 2) :])
    places = layout(
        drawn,
        width=1.0,
        gap=1.0,
        max_lanes=max(len(trace.processes), 1),
        max_events=max(len(events), 1),
    )
    order = tuple(lane_order(drawn))
    lanes = {lane.process.id: lane for lane in places.lanes}
    at = [places.axis.places[event.n] for event in kept]
    found = [_step(drawn, event) for event in kept]
    ending = _ending(drawn)
    if ending is not None:
        found.append(ending)
    return Steps(
        steps=tuple(found),
        order=order,
        states=tuple(_states(drawn, lanes[id], kept, at) for id, _ in order),
        pieces=tuple(_pieces(kept)),
        left_out=len(events) - len(kept),
    )


def _step(trace: Trace, event: Event) -> Step:
    return Step(
        event.n, event.t, event.process, event.kind, words.describe(trace, event, LONGEST_SENTENCE), place(event)
    )


def _ending(trace: Trace) -> Step | None:
    """The step at which a run was ended from outside; None for one that finished."""
    if trace.outcome == "finished":
        return None
    n = trace.events[-1].n + 1 if trace.events else 1
    return Step(n, trace.virtual_seconds, None, "end", standing.headline(trace), None)


def place(event: Event) -> At | None:
    """The line at which an event happened."""
    file, _, line = (event.where or "").rpartition(":")
    return At(file, int(line), event.function or "") if file and line.isdecimal() else None


def _states(trace: Trace, lane: Lane, events: tuple[Event, ...], places: list[float]) -> tuple[ProcessState, ...]:
    """The states of one process, from the step of its birth on; equal ones that follow each other are one."""
    process = lane.process
    own = {step: event for step, event in enumerate(events) if event.process == process.id}
    segments = {bisect_left(places, segment.start): segment for segment in lane.segments}
    gone = bisect_left(places, _end_of_life(lane))
    birth = next((event for event in trace.events if event.kind == "fork" and event.child == process.id), None)
    at = _birthplace(birth)
    changes = sorted({*own, *segments, *_collected(trace, process, events)})
    found: list[ProcessState] = []
    doing: tuple[StateKind, str] = ("alive", "runs")
    for step in changes:
        if step in own:
            at = place(own[step])
        if step in segments and segments[step].kind != "zombie":
            doing = segments[step].kind, _says(trace, process, segments[step])
        if process.exited is not None and step >= gone:
            doing = _ended(trace, process, events, step)
        if doing[0] == "alive":
            doing = "alive", "has just been forked" if at is not None and at.newborn else "runs"
        state = ProcessState(step, doing[0], doing[1], None if doing[0] in ("ended", "zombie") else at)
        if step < max(len(events), 1) and (
            not found or (found[-1].kind, found[-1].text, found[-1].at) != (*doing, state.at)
        ):
            found.append(state)
    return tuple(found)


def _end_of_life(lane: Lane) -> float:
    living = [segment.end for segment in lane.segments if segment.kind != "zombie"]
    return max(living, default=lane.end)


def _birthplace(birth: Event | None) -> At | None:
    at = place(birth) if birth is not None else None
    return At(at.file, at.line, at.function, newborn=True) if at is not None else None


def _collected(trace: Trace, process: Process, events: tuple[Event, ...]) -> set[int]:
    """The steps at which a process that has ended is collected, or is no longer its parent's to collect."""
    return {
        step
        for step, event in enumerate(events)
        if (event.kind == "reap" and event.child == process.id)
        or (event.kind == "exit" and event.process in (process.id, process.parent))
    }


def _ended(trace: Trace, process: Process, events: tuple[Event, ...], step: int) -> tuple[StateKind, str]:
    how = f"was killed by {process.signal}" if process.signal else f"exited with {process.exit_code}"
    if process.exit_code is None and not process.signal:
        how = "ended"
    past = events[: step + 1]
    if any(event.kind == "reap" and event.child == process.id for event in past):
        return "ended", f"{how}; its parent collected it"
    lost = process.parent is None or any(event.kind == "exit" and event.process == process.parent for event in past)
    if process.role == "child" and not lost:
        return "zombie", f"{how}; a zombie until its parent collects it"
    return "ended", how


def _says(trace: Trace, process: Process, segment: Segment) -> str:
    match segment.kind:
        case "sleep":
            event = segment.event
            return f"sleeps until {words.seconds(event.t + (event.seconds or 0) if event else segment.end_t)}"
        case "wait":
            return f"waits for {'any child' if segment.on is None else words.name(trace, segment.on)}"
        case "blocked" if segment.why is not None:
            return standing.predicate(trace, segment.why)
        case "held":
            return f"is held back by the schedule until {words.seconds(segment.end_t)}"
    return "runs"


def _pieces(events: tuple[Event, ...]) -> list[Piece]:
    found: list[Piece] = []
    for step, event in enumerate(events):
        if event.kind == "mark":
            found.append(Piece(step, event.process, "mark", plain(event.text or "", LONGEST_TEXT)))
        elif event.kind == "write" and event.text:
            end = "\n" if event.text.endswith("\n") else ""
            found.append(Piece(step, event.process, event.stream or "stdout", plain(event.text, LONGEST_TEXT) + end))
    return found
