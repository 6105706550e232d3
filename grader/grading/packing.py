"""The runs that failed a submission's checks, packed: what a report draws, carried and kept beside the result."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from grader.results.json_form import submission_from_json, submission_to_json
from grader.results.model import SubmissionResult
from grader.traces import json_form as traces
from grader.traces.model import Trace

_MOST_CHARACTERS = 1_000_000
"""A run whose JSON is longer is not kept: its timeline would be unreadable, and a hostile class could fill the disk."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A result without its runs, and these as bytes: of a class, not all runs would fit into memory."""

    result: SubmissionResult
    runs: bytes

    def unpacked(self) -> SubmissionResult:
        """The result with its runs."""
        return _with_runs(self.result, self.runs)


def pack(result: SubmissionResult) -> Packed:
    """The result and its runs apart; a run that several checks share is packed once."""
    return Packed(submission_from_json(submission_to_json(result)), _runs_of(result))


def _runs_of(result: SubmissionResult) -> bytes:
    runs: list[str] = []
    places: dict[int, int | None] = {}
    checks: list[tuple[str, int, int, tuple[int, ...]]] = []
    for key, exercise in result.exercises.items():
        for number, check in enumerate(exercise.checks):
            if check.trace is None:
                continue
            if id(check.trace) not in places:
                text = json.dumps(traces.to_json(check.trace))
                fits = len(text) <= _MOST_CHARACTERS
                places[id(check.trace)] = len(runs) if fits else None
                runs += [text] if fits else []
            place = places[id(check.trace)]
            if place is not None:
                checks.append((key, number, place, check.moments))
    return zlib.compress(json.dumps({"runs": runs, "checks": checks}).encode("ascii"))


def _with_runs(result: SubmissionResult, packed: bytes) -> SubmissionResult:
    data: dict[str, Any] = json.loads(zlib.decompress(packed))
    runs: list[Trace] = [traces.from_json(json.loads(text)) for text in data["runs"]]
    checks = {key: list(exercise.checks) for key, exercise in result.exercises.items()}
    for key, number, place, moments in data["checks"]:
        run = runs[place]
        checks[key][number] = replace(checks[key][number], schedule=run.schedule, trace=run, moments=tuple(moments))
    exercises = {key: replace(exercise, checks=tuple(checks[key])) for key, exercise in result.exercises.items()}
    return replace(result, exercises=exercises)
