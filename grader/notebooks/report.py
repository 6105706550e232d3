"""An exercise's result, and a run, as pieces of HTML for a notebook's cells."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.gradebook.comments import plain
from grader.grading.check_runner import SCHEDULES
from grader.observer.trace import Event, Trace
from grader.reports import words
from grader.reports.lines import output
from grader.reports.page import timeline_css, timeline_svg
from grader.results.model import CheckResult, ExerciseResult

_MOST_TIMELINES = 3
_MOST_LINES = 200
_CODE = re.compile(r"`([^`\n]+)`")


def exercise_html(title: str, result: ExerciseResult, run: Trace | None, footer: str) -> str:
    """The checks of an exercise with their timelines: of the runs that failed, or of `run` where none did."""
    failed = [check for check in result.checks if check.trace is not None]
    drawn = [(_caption(check), _timeline(check.trace, check.guilty)) for check in _distinct(failed)]
    if not drawn and run is not None:
        drawn = [("What your processes did", _timeline(run, None))]
    return _render(
        "report.html",
        title=title,
        result=result,
        passed=sum(check.passed for check in result.checks),
        lines=[(_sign(check), _text(check.message), check) for check in result.checks],
        drawn=drawn,
        footer=footer,
    )


def reason_html(title: str, status: str, reason: str, footer: str) -> str:
    """Why an exercise has no score."""
    return _render("reason.html", title=title, status=status, reason=_text(reason), footer=footer)


def trace_html(trace: Trace) -> str:
    """A run: its outcome, its timeline, what it wrote."""
    lines = [
        (words.name(trace, line.event.process), line.text, line.event.stream or "")
        for line in list(output(trace, None, 2000))[:_MOST_LINES]
    ]
    return _render(
        "trace.html",
        program=words.program(trace),
        outcome=words.OUTCOMES[trace.outcome],
        seconds=words.seconds(trace.virtual_seconds),
        timeline=_timeline(trace, None),
        lines=lines,
    )


def _distinct(failed: list[CheckResult]) -> list[CheckResult]:
    """One check for every run and moment to look at; the first few."""
    found: dict[tuple[int, int | None], CheckResult] = {}
    for check in failed:
        found.setdefault((id(check.trace), check.guilty), check)
    return list(found.values())[:_MOST_TIMELINES]


def _caption(check: CheckResult) -> str:
    under = SCHEDULES.get(check.schedule or "")
    return "The run that fails" + (f", {under}" if under else "")


def _timeline(trace: Trace | None, guilty: int | None) -> Markup:
    assert trace is not None
    event: Event | None = next((event for event in trace.events if event.n == guilty), None)
    return Markup(timeline_svg(trace, event, style=False))


def _sign(check: CheckResult) -> str:
    return "pass" if check.passed else "fail" if check.reached else "skip"


def _text(message: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(message)))))


def _render(name: str, **values: object) -> str:
    style = Markup(timeline_css() + _file("report.css"))
    return _templates().get_template(name).render(style=style, **values)


@cache
def _templates() -> Environment:
    loader = PackageLoader("grader.notebooks")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _file(name: str) -> str:
    return (files("grader.notebooks") / "templates" / name).read_text(encoding="utf-8")
