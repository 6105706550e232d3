"""Which different outcomes several runs of one program had: output, its order, exit codes, deadlock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.traces.model import Trace

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SeenOutcome:
    """One outcome, with the runs that had it; the first of them is the one to show."""

    runs: tuple[Trace, ...]

    @property
    def shown(self) -> Trace:
        """The run to show for it."""
        return self.runs[0]


def outcomes(runs: Iterable[Trace]) -> list[SeenOutcome]:
    """The runs by their outcome, in the order in which each was met first."""
    found: dict[Key, list[Trace]] = {}
    for trace in runs:
        found.setdefault(outcome_of(trace), []).append(trace)
    return [SeenOutcome(tuple(same)) for same in found.values()]


def outcome_of(trace: Trace) -> Key:
    """What makes two runs the same to a reader: how they ended, what was written in which order, and the exit codes.

    A PID counts by its first place in the output, since each run has others; times do not count.
    """
    pids = {str(process.pid) for process in trace.processes} | {str(process.ppid) for process in trace.processes}
    order: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return order.setdefault(found[0], f"PID {len(order) + 1}") if found[0] in pids else found[0]

    written = tuple(
        (stream, re.sub(r"\d{2,}", numbered, "".join(_written(trace, stream)))) for stream in ("stdout", "stderr")
    )
    ends = sorted(
        (process.role, str(process.signal), -1 if process.exit_code is None else process.exit_code)
        for process in trace.processes
        if process.role != "helper"
    )
    return trace.outcome, written, tuple(ends)


def _written(trace: Trace, stream: str) -> Iterable[str]:
    return (event.text or "" for event in trace.events if event.kind == "write" and event.stream == stream)
