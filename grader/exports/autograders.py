"""One submission's result for the system that called the grader: Gradescope and PrairieLearn."""

from __future__ import annotations

import json
import math

from grader.exports.source import Graded
from grader.exports.verdicts import Verdict, verdicts
from grader.reports.escaping import LONGEST, one_line, plain

_HOW = "Every run was watched from outside, in virtual time: a sleep takes no time."
_SIGNS = {"passed": "", "failed": "", "skipped": " (not reached)", "ungraded": " (not graded)"}
PRAIRIELEARN_BYTES = 1_000_000
"""PrairieLearn refuses more than one megabyte."""


class Ungraded(Exception):
    """There is no score to hand over, and the format has no other way to say so than no file: why there is none."""


def gradescope(student: Graded) -> str:
    """Gradescope's results.json; the students see every check at once, with all text as plain text.

    Raises Ungraded if something has no score: Gradescope would show it as 0.
    """
    _graded(student)
    tests = [
        {
            "name": f"{one_line(verdict.exercise, 200)}: {_title(verdict)}{_SIGNS[verdict.state]}",
            "name_format": "text",
            "score": verdict.score,
            "max_score": verdict.max_score,
            "status": "passed" if verdict.state == "passed" else "failed",
            "output": plain(verdict.message),
            "output_format": "text",
            "tags": [one_line(tag, 200) for tag in (verdict.category, verdict.misconception) if tag],
            "visibility": "visible",
        }
        for verdict in verdicts(student)
    ]
    document = {
        "score": student.score,
        "output": "\n".join([_HOW, *_lateness(student)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)


def prairielearn(student: Graded) -> str:
    """PrairieLearn's results.json: the score as a share; an unreadable submission is not gradable and costs no attempt.

    Raises Ungraded if it is the grader's fault that there is no score.
    """
    if student.unreadable and student.problem is not None:
        document = {"gradable": False, "format_errors": [plain(student.problem)], "message": plain(student.problem)}
        return json.dumps(document, indent=1, ensure_ascii=False)
    score = _graded(student)
    share = round(min(max(score / student.max_score, 0.0), 1.0), 9) if student.max_score else 1.0
    longest = LONGEST
    while True:
        tests = [
            {
                "name": _title(verdict) + _SIGNS[verdict.state],
                "description": one_line(verdict.exercise, 200),
                "points": verdict.score,
                "max_points": verdict.max_score,
                "message": plain(verdict.message, longest),
            }
            for verdict in verdicts(student)
        ]
        result = {"gradable": True, "score": share, "message": "\n".join(_lateness(student)), "tests": tests}
        text = json.dumps(result, ensure_ascii=False, allow_nan=False)
        if len(text.encode()) < PRAIRIELEARN_BYTES or longest < 50:
            return text
        longest //= 2


def _lateness(student: Graded) -> list[str]:
    """What explains that the score is less than the sum of the checks."""
    return [f"{one_line(unit, 200)} was handed in late: {lost:g} points less." for unit, lost in student.late.items()]


def _graded(student: Graded) -> float:
    missing = [key for key, mark in student.marks.items() if mark.score is None]
    if student.score is None or missing or not math.isfinite(student.score):
        why = student.problem or f"{', '.join(missing) or 'everything'} has no score"
        raise Ungraded(f"{plain(student.student, 200)} has no score ({plain(why, 1000)})")
    return student.score


def _title(verdict: Verdict) -> str:
    return one_line(verdict.name.removeprefix("test_").replace("_", " "), 200) or "-"
