"""What the gradebook says next to a score: an exercise's checks as plain text."""

from __future__ import annotations

from grader.course.contents import Course, fingerprint
from grader.results.model import CheckResult, ExerciseResult
from grader.version import __version__

_MOST = 20_000


def graded_by(course: Course) -> str:
    """The versions of the course and of the grader that a score depends on, as a comment says them."""
    return f"course version {fingerprint(course)[:12]}, grader {__version__}"


def as_comment(text: str, version: str) -> str:
    """A text as nbgrader wants a comment, with the version that graded: its feedback pages read Markdown, HTML and all.

    Its lines stay lines there, and nothing in it is HTML.
    """
    return f"{plain(text)}\n\n({version})".replace("<", r"\<").replace("\n", "  \n")


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
