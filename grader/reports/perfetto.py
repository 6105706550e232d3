"""One run as Chrome trace event JSON, for https://ui.perfetto.dev: the tool for runs too large to draw."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from grader.reports import standing, words
from grader.reports.layout import Lane, Segment, lane_order, layout
from grader.traces.model import Event, Trace

MICROSECONDS = 1_000_000


def perfetto(trace: Trace) -> dict[str, Any]:
    """The trace as one JSON object: a track a process, slices for what it did, flows for births and reaps.

    Time is virtual, in microseconds. One is added for each event that came before: so events of one instant stand side
    by side in their order; the exact virtual second of each is in its arguments.
    """
    count = max(len(trace.events), 1)
    places = layout(trace, width=1.0, step=1.0, gap=1.0, max_lanes=max(len(trace.processes), 1), max_events=count)
    clock = _Clock(trace, places.axis.places)
    events: list[dict[str, Any]] = []
    for row, (id, _) in enumerate(lane_order(trace)):
        process = trace.process(id)
        name = " ".join([words.name(trace, id), *words.flags(process)])
        events += [
            {"ph": "M", "name": "process_name", "pid": id, "tid": id, "args": {"name": name}},
            {"ph": "M", "name": "thread_name", "pid": id, "tid": id, "args": {"name": words.command(process, 200)}},
            {"ph": "M", "name": "process_sort_index", "pid": id, "tid": id, "args": {"sort_index": row}},
        ]
    for lane in places.lanes:
        events += [slice for segment in lane.segments if (slice := _slice(trace, lane, segment, clock)) is not None]
    for event in trace.events:
        events += _moments(trace, event, clock)
    return {
        "traceEvents": events,
        "displayTimeUnit": "ms",
        "otherData": {
            "program": words.program(trace),
            "schedule": words.printable(trace.schedule),
            "seed": trace.seed,
            "outcome": trace.outcome,
            "virtual_seconds": trace.virtual_seconds,
        },
    }


class _Clock:
    """Virtual seconds, and places in the layout, as time stamps that keep the order of events."""

    def __init__(self, trace: Trace, places: dict[int, float]) -> None:
        self._times = [event.t for event in trace.events]
        self._at = {places[event.n]: self.of(event) for event in trace.events if event.n in places}

    def of(self, event: Event) -> int:
        return round(event.t * MICROSECONDS) + event.n

    def when(self, place: float, t: float) -> int:
        if place in self._at:
            return self._at[place]
        return round(t * MICROSECONDS) + bisect_right(self._times, t)


def _slice(trace: Trace, lane: Lane, segment: Segment, clock: _Clock) -> dict[str, Any] | None:
    start = clock.when(segment.start, segment.start_t)
    duration = clock.when(segment.end, segment.end_t) - start
    if duration <= 0:
        return None
    labels = standing.segment_labels(trace, segment)
    seconds = {"from": segment.start_t, "to": segment.end_t, **(_place(segment.event) if segment.event else {})}
    name = labels[0] if labels else "alive"
    id = lane.process.id
    return {
        "ph": "X",
        "name": name,
        "cat": segment.kind,
        "pid": id,
        "tid": id,
        "ts": start,
        "dur": duration,
        "args": seconds,
    }


def _place(event: Event) -> dict[str, str]:
    """The line of the program at which an event happened, and the function there."""
    found = {"where": event.where, "function": event.function}
    return {name: words.printable(told) for name, told in found.items() if told is not None}


def _moments(trace: Trace, event: Event, clock: _Clock) -> list[dict[str, Any]]:
    """An event as an instant, and as a flow where it leads to another process."""
    here = {"pid": event.process, "tid": event.process, "ts": clock.of(event)}
    told = {"n": event.n, "virtual_second": event.t, "what": words.describe(trace, event, 1000), **_place(event)}
    found: list[dict[str, Any]] = []
    if event.kind not in ("sleep", "wait"):
        name = words.describe(trace, event, 80).removeprefix(words.name(trace, event.process) + " ")
        found.append({"ph": "i", "s": "t", "name": name, "cat": event.kind, **here, "args": told})
    if event.kind in ("fork", "reap") and event.child is not None:
        there = {"pid": event.child, "tid": event.child, "ts": clock.of(event)}
        source, target = (here, there) if event.kind == "fork" else (there, here)
        flow = {"name": "birth" if event.kind == "fork" else "reap", "cat": event.kind, "id": event.n}
        found += [{"ph": "s", **flow, **source}, {"ph": "f", "bp": "e", **flow, **target}]
    return found
