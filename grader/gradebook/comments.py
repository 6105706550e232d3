"""What the gradebook says next to a score: an exercise's checks as plain text."""

from __future__ import annotations

from grader.course.contents import Course, fingerprint
from grader.course.misconceptions import Registry
from grader.reports.escaping import plain
from grader.results.causes import NO_NAMES, causes
from grader.results.model import CheckResult, ExerciseResult
from grader.results.sentences import message, title
from grader.version import __version__

_MOST = 20_000


def graded_by(course: Course) -> str:
    """The versions of the course and of the grader that a score depends on, as a comment says them."""
    return f"course version {fingerprint(course)[:12]}, grader {__version__}"


def as_comment(text: str, version: str) -> str:
    """A text as nbgrader wants a comment, with the version that graded: its feedback pages read Markdown, HTML and all.

    Its lines stay lines there, and nothing in it is HTML.
    """
    return f"{plain(text, _MOST)}\n\n({version})".replace("<", r"\<").replace("\n", "  \n")


def report_of(exercise: ExerciseResult, registry: Registry | None = None) -> str:
    """The exercise's report as plain text: one line per check; a cause that fails several is told at the first."""
    if exercise.score is None:
        return plain(f"{exercise.label}: {exercise.reason}", _MOST)
    lines = [f"{exercise.score:g} of {exercise.max_score:g} points"] if exercise.max_score else []
    told_at = {other.name: cause.told for cause in causes(exercise.checks) for other in cause.others}
    lines += [_line(check, told_at.get(check.name), registry) for check in exercise.checks]
    return plain("\n".join(lines), _MOST)


def _line(check: CheckResult, told: CheckResult | None, registry: Registry | None) -> str:
    points = f"{check.points:g} of {check.max_points:g}: " if check.max_points else ""
    if not check.reached:
        return f"{'–' if check.max_points else '·'} {points}{message(check)}"
    if told is not None:
        return f"✗ {points}{check.expected} It fails for the same reason as “{title(told.name)}”."
    return f"{'✓' if check.passed else '✗'} {points}{message(check)}{_named(check, registry)}"


def _named(check: CheckResult, registry: Registry | None) -> str:
    if not check.misconception:
        return ""
    line = registry.line(check.misconception) if registry and check.misconception not in NO_NAMES else ""
    return f" [{check.misconception}{': ' if line else ''}{line}]"
