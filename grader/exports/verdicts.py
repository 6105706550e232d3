"""The verdicts of a submission in a row, as formats for tests have them: a check each, or an exercise as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.exports.source import Graded
from grader.results.sentences import message


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check, or an exercise of which only the score is known (then `score` may be anything up to `max_score`).

    "skipped": it was not reached; "ungraded": nobody knows, and there is no score.
    """

    exercise: str
    name: str
    state: Literal["passed", "failed", "skipped", "ungraded"]
    score: float | None
    max_score: float
    message: str
    category: str | None = None
    misconception: str | None = None


def verdicts(student: Graded) -> Iterator[Verdict]:
    """All verdicts of a student's submission, in the order of the exercises."""
    for key, mark in student.marks.items():
        # Where an instructor changed the score, the checks no longer add up to it: the exercise then counts as a whole.
        if mark.checks and mark.score is not None and abs(sum(c.points for c in mark.checks) - mark.score) < 1e-6:
            for c in mark.checks:
                yield Verdict(
                    key,
                    c.name,
                    "passed" if c.passed else "failed" if c.reached else "skipped",
                    c.points,
                    c.max_points,
                    message(c),
                    c.category,
                    c.misconception,
                )
        elif mark.score is None:
            yield Verdict(key, key.rpartition("/")[2], "ungraded", None, mark.max_score, mark.comment)
        else:
            state: Literal["passed", "failed"] = "passed" if mark.score >= mark.max_score else "failed"
            yield Verdict(key, key.rpartition("/")[2], state, mark.score, mark.max_score, mark.comment)
