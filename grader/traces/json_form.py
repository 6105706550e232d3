"""The JSON form of a trace, in the schema of the command line's contract, in both directions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from grader.traces.model import Blocked, Event, EventKind, Frame, Process, Trace

TRACE_SCHEMA = 1

FIELDS: dict[EventKind, tuple[str, ...]] = {
    "fork": ("child",),
    "exec": (),
    "write": ("stream", "text"),
    "mark": ("text",),
    "sleep": ("seconds",),
    "wait": ("on",),
    "reap": ("child",),
    "signal": ("signal", "target"),
    "exit": ("exit_code", "signal"),
}
"""What each kind of event has beside its number, time and process."""


def to_json(trace: Trace) -> dict[str, Any]:
    """The trace as one JSON object, in the schema of the command line's contract."""
    return {
        "schema": TRACE_SCHEMA,
        "program": list(trace.program),
        "schedule": trace.schedule,
        "seed": trace.seed,
        "outcome": trace.outcome,
        "virtual_seconds": trace.virtual_seconds,
        "processes": [asdict(process) for process in trace.processes],
        "events": [_event_to_json(event) for event in trace.events],
        "blocked": [_blocked_to_json(blocked) for blocked in trace.blocked],
    }


def _blocked_to_json(blocked: Blocked) -> dict[str, Any]:
    """A blocked process; `unwritten`, which the first version of the schema did not have, only if it is known."""
    told = asdict(blocked)
    return told if blocked.unwritten is not None else {name: told[name] for name in told if name != "unwritten"}


def _event_to_json(event: Event) -> dict[str, Any]:
    common = {name: getattr(event, name) for name in ("n", "t", "process", "kind", "where", "function")}
    return common | {name: getattr(event, name) for name in FIELDS[event.kind]}


def from_json(data: dict[str, Any]) -> Trace:
    """The trace that `to_json` wrote.

    Raises ValueError if the object is of another schema, KeyError or TypeError if it is malformed.
    """
    if data["schema"] != TRACE_SCHEMA:
        raise ValueError(f"trace of schema {data['schema']!r}: this grader reads schema {TRACE_SCHEMA}")
    return Trace(
        program=tuple(data["program"]),
        schedule=data["schedule"],
        seed=data["seed"],
        outcome=data["outcome"],
        virtual_seconds=data["virtual_seconds"],
        processes=tuple(Process(**process) for process in data["processes"]),
        events=tuple(Event(**event) for event in data["events"]),
        blocked=tuple(
            Blocked(**{**blocked, "stack": tuple(Frame(**frame) for frame in blocked["stack"])})
            for blocked in data["blocked"]
        ),
    )


def dumps(trace: Trace) -> str:
    """The trace as JSON text."""
    return json.dumps(to_json(trace), indent=1, ensure_ascii=False)
