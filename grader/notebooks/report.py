"""An exercise's result, and a run, as pieces of HTML for a notebook's cells."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from grader.reports import words
from grader.reports.escaping import marked
from grader.reports.jinja import asset, render
from grader.reports.lines import output
from grader.reports.stepper import stepper, stepper_css, stepper_js
from grader.results.causes import causes
from grader.results.model import CheckResult, ExerciseResult
from grader.results.sentences import WHEN, message, title
from grader.traces.model import Event, Trace

_MOST_TIMELINES = 3
_MOST_LINES = 200
_HERE = "grader.notebooks"


def exercise_html(title: str, result: ExerciseResult, run: Trace | None, footer: str) -> str:
    """The checks of an exercise with their timelines: of the runs that failed, or of `run` where none did."""
    told_at = {other.name: cause.told for cause in causes(result.checks) for other in cause.others}
    failed = [check for check in result.checks if check.trace is not None]
    drawn = [(_caption(check), _failed_run(check)) for check in _distinct(failed)]
    if not drawn and run is not None:
        drawn = [("What your processes did", _run(run, None, {}))]
    return _render(
        "report.html",
        title=title,
        result=result,
        passed=sum(check.passed for check in result.checks),
        lines=[(_sign(check), marked(_said(check, told_at.get(check.name))), check) for check in result.checks],
        drawn=drawn,
        footer=footer,
    )


def reason_html(title: str, status: str, reason: str, footer: str) -> str:
    """Why an exercise has no score."""
    return _render("reason.html", title=title, status=status, reason=marked(reason), footer=footer)


def trace_html(trace: Trace, sources: Mapping[str, str] | None = None) -> str:
    """A run to step through: its outcome, its timeline, what it wrote; `sources` are texts of files by name."""
    lines = [
        (words.name(trace, line.event.process), line.text, line.event.stream or "")
        for line in list(output(trace, None, 2000))[:_MOST_LINES]
    ]
    return _render(
        "trace.html",
        program=words.program(trace),
        outcome=words.OUTCOMES[trace.outcome],
        seconds=words.seconds(trace.virtual_seconds),
        timeline=_run(trace, None, sources or {}),
        lines=lines,
    )


def _distinct(failed: list[CheckResult]) -> list[CheckResult]:
    """One check for every run and moment to look at; the first few."""
    found: dict[tuple[int, int | None], CheckResult] = {}
    for check in failed:
        found.setdefault((id(check.trace), check.guilty), check)
    return list(found.values())[:_MOST_TIMELINES]


def _caption(check: CheckResult) -> str:
    under = WHEN.get(check.schedule or "")
    return "The run that fails" + (f", {under}" if under else "")


def _failed_run(check: CheckResult) -> Markup:
    """The run that failed a check; a file of the student's has the name that the trace's lines give it."""
    assert check.trace is not None
    files = {event.where.rpartition(":")[0] for event in check.trace.events if event.where}
    return _run(check.trace, check.guilty, dict.fromkeys(files, check.source) if check.source is not None else {})


def _run(trace: Trace, guilty: int | None, sources: Mapping[str, str]) -> Markup:
    event: Event | None = next((event for event in trace.events if event.n == guilty), None)
    return Markup(stepper(trace, event, sources=sources, style=False))


def _sign(check: CheckResult) -> str:
    return "pass" if check.passed else "fail" if check.reached else "skip"


def _said(check: CheckResult, told: CheckResult | None) -> str:
    """What is said of a check; a cause that fails several is told at the first, `told`."""
    if told is not None:
        return f"{check.expected} It fails for the same reason as “{title(told.name)}”."
    return message(check)


def _render(name: str, **values: object) -> str:
    style = Markup(stepper_css() + asset(_HERE, "report.css"))
    return render(_HERE, name, style=style, script=Markup(stepper_js()), **values)
