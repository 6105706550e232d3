"""A check's findings as one HTML page with large timelines, and how it comes before the student's eyes."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

from grader.checks.facts import Facts
from grader.course.contents import Course
from grader.reports import standing, words
from grader.reports.jinja import asset, render
from grader.reports.lines import legible
from grader.reports.stepper import stepper, stepper_css, stepper_js
from grader.results.sentences import also_fails, capital, observed, sentence, skipped
from grader.traces.model import Trace
from grader.workshop.checking import Checked
from grader.workshop.findings import Finding, findings, not_reached, passed
from grader.workshop.handout import HandoutPlace

CHECK_FILE = Path(".grader", "check.html")
_NOTES = {
    "missing": "There is no such file; `grader reset` brings the stub back.",
    "not started": "The file is as you got it. Its docstring states the task.",
    "no checks": "There are no checks for this exercise here.",
    "not here": "This exercise cannot be done on this system.",
}
_COLOURS = {"passed": "good", "partly": "good", "failed": "bad"}


def page(course: Course, results: list[Checked]) -> str:
    """The page."""
    title = results[0].exercise.key if len(results) == 1 else f"{len(results)} exercises"
    return render(
        "grader.workshop",
        "check.html",
        title=f"{title}: what the check found",
        course=words.printable(course.title),
        exercises=[_exercise(checked) for checked in results],
        style=stepper_css() + asset("grader.reports", "page.css") + asset("grader.workshop", "check.css"),
        script=stepper_js() + asset("grader.reports", "page.js"),
    )


def _exercise(checked: Checked) -> dict[str, object]:
    exercise = checked.exercise
    return {
        "key": exercise.key,
        "title": words.printable(exercise.title),
        "file": f"exercises/{exercise.file}",
        "standing": checked.standing,
        "colour": _COLOURS.get(checked.standing, ""),
        "note": _NOTES.get(checked.standing, ""),
        "passed": passed(checked),
        "unjudged": [(check.expected, skipped(check)) for check in not_reached(checked)],
        "findings": [_finding(checked, finding) for finding in findings(checked)],
        "runs": [_run(facts.trace) for facts in shown_runs(checked)],
        "hint": f"grader hint {exercise.key}" if checked.standing == "failed" else "",
    }


def shown_runs(checked: Checked) -> tuple[Facts, ...]:
    """Where nothing fell short: one run of each scenario, to look at."""
    if checked.standing != "passed":
        return ()
    return tuple(facts for facts in checked.runs if facts.schedule == "natural") or checked.runs[:1]


def _run(trace: Trace) -> dict[str, object]:
    return {"schedule": trace.schedule, "timeline": stepper(trace, style=False)}


def _finding(checked: Checked, finding: Finding) -> dict[str, object]:
    trace = finding.trace if finding.implemented and not checked.plain else None
    here = ""
    if trace is not None and finding.guilty is not None:
        _, told = legible(trace, finding.guilty)
        here = f"{words.describe(trace, told or finding.guilty)}, at {words.seconds(finding.guilty.t)}"
    return {
        "expected": words.printable(finding.told.expected),
        "happened": words.printable(capital(sentence(observed(finding.told)))),
        "others": words.printable(also_fails(finding.cause.others)),
        "lines": [] if finding.crash is not None else finding.told.lines,
        "crash": _crash(finding),
        "stands": [standing.sentence(trace, stand) for stand in standing.stands(trace)] if trace is not None else [],
        "misconception": finding.misconception if finding.named else "",
        "line": finding.card.line if finding.card is not None and finding.named else "",
        "handout": _place(finding.handout, checked.exercise.root),
        "schedule": f" (schedule {trace.schedule})" if trace is not None and trace.schedule != "natural" else "",
        "timeline": stepper(trace, finding.guilty, sources=_sources(checked, finding), style=False)
        if trace is not None
        else "",
        "here": here,
    }


def _sources(checked: Checked, finding: Finding) -> dict[str, str]:
    source = finding.told.source
    return {} if source is None else {checked.exercise.stub.name: source}


def _crash(finding: Finding) -> str:
    if finding.crash is None:
        return ""
    lines = [f"exercises/{x.file}:{x.number} in {x.function}\n    {x.text}" for x in finding.crash.lines]
    said = [words.printable(line) for line in finding.crash.exception.splitlines()]
    return "\n".join([*lines, *said])


def _place(place: HandoutPlace | None, root: Path) -> str:
    if place is None:
        return ""
    said = "explained at" if place.explains else "read"
    return f"{said} {place.path.relative_to(root).as_posix()}, line {place.line}"


def show(course: Course, results: list[Checked]) -> tuple[Path, bool]:
    """Write the page and open it in a browser where there is one; where it lies, and whether it was opened.

    Raises OSError if it cannot be written.
    """
    path = course.root / CHECK_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(course, results), encoding="utf-8", errors="backslashreplace")
    return path, _open(path)


def _open(path: Path) -> bool:
    # Without a display a text browser would take the terminal.
    display = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & os.environ.keys()
    if sys.platform == "linux" and not display:
        return False
    try:
        return webbrowser.open(path.as_uri())
    except webbrowser.Error:
        return False
