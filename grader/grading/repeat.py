"""The same submission graded several times: a verdict that differs was decided by chance."""

from __future__ import annotations

from collections.abc import Iterator

from grader.results.model import CheckResult, SubmissionResult


def differences(first: SubmissionResult, again: SubmissionResult) -> Iterator[str]:
    """What the second of two results of one submission says otherwise than the first, one line per verdict.

    Messages may differ: they tell of values that were drawn anew. Verdicts, points and misconceptions may not.
    """
    if first.status != again.status:
        yield f"{first.student}: {_status(first)}, then {_status(again)}"
        return
    for key, exercise in first.exercises.items():
        others = again.exercises[key].checks
        for check, other in zip(exercise.checks, others, strict=True):
            if _verdict(check) != _verdict(other):
                yield f"{first.student}, {key}, {check.name}: {_verdict(check)}, then {_verdict(other)}"


def _status(result: SubmissionResult) -> str:
    return result.status if result.reason is None else f"{result.status} ({result.reason})"


def _verdict(check: CheckResult) -> str:
    if not check.reached:
        return "not reached"
    points = f"{check.points:g} of {check.max_points:g} points"
    return f"passed, {points}" if check.passed else f"failed ({check.misconception}), {points}"
