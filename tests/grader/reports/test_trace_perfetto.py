"""A run for Perfetto."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import trace_samples as samples
from hypothesis import given
from test_trace_layout import calmly, stories

from grader.reports.perfetto import perfetto
from grader.traces.model import Trace


def events(trace: Trace, phase: str) -> list[dict[str, Any]]:
    return [event for event in perfetto(trace)["traceEvents"] if event["ph"] == phase]


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sample_is_json(name: str) -> None:
    data = perfetto(samples.ALL[name]())
    assert json.loads(json.dumps(data)) == data
    json.dumps(data, ensure_ascii=False).encode()


def test_processes_are_tracks_in_the_order_of_the_tree() -> None:
    names = [e["args"]["name"] for e in events(samples.zombies_and_orphans(), "M") if e["name"] == "process_name"]
    assert names == ["main 12", "child 13 zombie", "child 14", "child 15", "child 16 orphan"]


def test_sleeps_and_waits_are_slices_in_virtual_microseconds() -> None:
    slices = {event["name"]: event for event in events(samples.with_join(), "X")}
    assert slices["waits for child 13"]["dur"] == pytest.approx(5_000_000, abs=100)
    assert slices["sleeps 1 s"]["dur"] == pytest.approx(1_000_000, abs=100)
    assert "waits for child 13" not in {event["name"] for event in events(samples.sleep_in_place_of_join(), "X")}


def test_births_and_reaps_are_flows_between_tracks() -> None:
    starts, ends = events(samples.with_join(), "s"), events(samples.with_join(), "f")
    assert [(s["name"], s["pid"], f["pid"]) for s, f in zip(starts, ends, strict=True)] == [
        ("birth", 1, 2),
        ("reap", 2, 1),
    ]
    assert [flow["name"] for flow in events(samples.sleep_in_place_of_join(), "s")] == ["birth"]


def test_writes_and_marks_are_instants_in_their_order() -> None:
    instants = [event for event in events(samples.pool(), "i") if event["cat"] in ("write", "mark")]
    assert len(instants) == 31
    stamps = [event["ts"] for event in instants]
    assert stamps == sorted(set(stamps))


@calmly
@given(stories())
def test_any_run_can_be_exported(trace: Trace) -> None:
    data = perfetto(trace)
    json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    assert all(event["dur"] > 0 for event in data["traceEvents"] if event["ph"] == "X")


def test_an_event_has_its_line_and_its_function_if_it_is_known() -> None:
    trace = samples.with_join()
    first, *rest = trace.events
    known = replace(trace, events=(replace(first, where="demo.py:3", function="main"), *rest))
    instants = [event["args"] for event in events(known, "i")]
    assert (instants[0]["where"], instants[0]["function"]) == ("demo.py:3", "main")
    assert "where" not in instants[1]
