"""What the gradebook says next to a score: an exercise's checks as plain text."""

from __future__ import annotations

from grader.grading.results import CheckResult, ExerciseResult

_MOST = 20_000


def comment_on(exercise: ExerciseResult) -> str:
    """The exercise's report as nbgrader wants a comment: its feedback pages read it as Markdown, HTML and all."""
    return as_comment(report_of(exercise))


def as_comment(text: str) -> str:
    """A text whose lines stay lines in Markdown, and in which nothing is HTML."""
    return plain(text).replace("<", r"\<").replace("\n", "  \n")


def report_of(exercise: ExerciseResult) -> str:
    """The exercise's report as plain text: a line a check, failed ones with what happened."""
    lines = [f"{exercise.score:g} of {exercise.max_score:g} points"] if exercise.max_score else []
    lines += [_line(check) for check in exercise.checks]
    return plain("\n".join(lines))


def _line(check: CheckResult) -> str:
    if not check.reached and not check.max_points:
        return f"· {check.message}"
    if not check.reached:
        return f"– not reached (0 of {check.max_points:g}): {check.message}"
    sign = "✓" if check.passed else "✗"
    points = f"{check.points:g} of {check.max_points:g}: " if check.max_points else ""
    named = f" [{check.misconception}]" if check.misconception else ""
    return f"{sign} {points}{check.message}{named}"


def plain(text: str) -> str:
    """A text as every database takes it: no control characters but line ends, nothing unencodable, not endless."""
    text = text if len(text) <= _MOST else text[:_MOST] + "\n… (shortened)"
    return "".join(c if c in "\n\t" or c.isprintable() else ascii(c)[1:-1] for c in text)
