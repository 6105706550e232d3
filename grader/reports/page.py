"""One run as one HTML page that needs nothing else, to look at and to step through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.reports import standing, words
from grader.reports.drawing import HELPER_COLOUR, colour
from grader.reports.imports import import_notes
from grader.reports.jinja import asset, render
from grader.reports.layout import lane_order
from grader.reports.lines import legible, output
from grader.reports.standing import StoodAlike
from grader.reports.stepper import stepper, stepper_css, stepper_js
from grader.traces.model import Event, Trace

_MOST_LINES = 600
_MOST_EVENTS = 1500
_MOST_PROCESSES = 200
_LINE_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """One written line with its author; `again`: the line above is by the same author."""

    n: int
    who: str
    colour: int
    stream: str
    text: str
    title: str
    again: bool
    guilty: bool


def page(
    trace: Trace, *, title: str | None = None, guilty: Event | None = None, sources: Mapping[str, str] | None = None
) -> str:
    """The run as a self-contained HTML page to step through; `guilty` is the moment to point at.

    `sources` are the texts of the program's files by name, as `Event.where` has them.
    """
    program = words.program(trace)
    _, moment = legible(trace, guilty)
    schedule = trace.schedule + (f", seed {trace.seed}" if trace.schedule == "random" else "")
    processes = lane_order(trace)
    return render(
        "grader.reports",
        "page.html",
        trace=trace,
        title=words.printable(title or words.shorten(program, 80) or "A run"),
        program=program,
        schedule=words.printable(schedule),
        outcome=words.OUTCOMES[trace.outcome],
        status=words.status(trace.main) if trace.outcome == "finished" else "",
        remarkable=_remarkable(trace),
        guilty=guilty,
        guilty_text="" if moment is None else words.describe(trace, moment, 200),
        imports=import_notes(trace),
        stands_title=_stands_title(trace),
        stands=[_stand(trace, stand) for stand in standing.stands(trace)],
        run=stepper(trace, guilty, sources=sources, style=False),
        output=_output(trace, guilty),
        processes=[_process(trace, id, depth) for id, depth in processes[:_MOST_PROCESSES]],
        more_processes=max(len(processes) - _MOST_PROCESSES, 0),
        events=_events(trace, guilty),
        seconds=words.seconds,
        style=stepper_css() + asset("grader.reports", "page.css"),
        script=stepper_js() + asset("grader.reports", "page.js"),
    )


def _remarkable(trace: Trace) -> list[str]:
    zombies = sum(words.left_zombie(process) for process in trace.processes)
    orphans = sum(words.left_orphan(process) for process in trace.processes)
    found = []
    if zombies:
        found.append("1 zombie" if zombies == 1 else f"{zombies} zombies")
    if orphans:
        found.append("1 orphan" if orphans == 1 else f"{orphans} orphans")
    return found


def _stands_title(trace: Trace) -> str:
    if trace.outcome == "deadlock":
        return standing.headline(trace)
    return "Where each process was when the run was ended"


def _stand(trace: Trace, stand: StoodAlike) -> dict[str, object]:
    frames = [f"{frame.function} ({frame.file.rsplit('/', 1)[-1]}:{frame.line})" for frame in stand.blocked.stack[:8]]
    return {
        "name": standing.names(trace, stand),
        "colour": colour(trace, stand.processes[0]),
        "what": standing.about(stand),
        "stack": words.printable(" ← ".join(frames)),
    }


def _output(trace: Trace, guilty: Event | None) -> list[Written]:
    lines: list[Written] = []
    for line in output(trace, guilty, _LINE_LENGTH):
        event = line.event
        who = words.name(trace, event.process)
        again = bool(lines) and lines[-1].who == who
        title = f"{words.seconds(event.t)}, event {event.n}"
        stream = event.stream or "stdout"
        lines.append(Written(event.n, who, colour(trace, event.process), stream, line.text, title, again, line.guilty))
    if len(lines) <= _MOST_LINES:
        return lines
    half = _MOST_LINES // 2
    left_out = f"… {len(lines) - 2 * half} lines left out …"
    return [*lines[:half], Written(0, "", HELPER_COLOUR, "stdout", left_out, "", False, False), *lines[-half:]]


def _process(trace: Trace, id: int, depth: int) -> dict[str, object]:
    process = trace.process(id)
    return {
        "name": words.name(trace, id),
        "colour": colour(trace, id),
        "depth": min(depth, 8),
        "parent": "" if process.parent is None else words.name(trace, process.parent),
        "born": words.seconds(process.born),
        "ended": "" if process.exited is None else words.seconds(process.exited),
        "how": words.status(process),
        "flags": words.flags(process),
        "command": words.command(process, 300),
    }


def _events(trace: Trace, guilty: Event | None) -> list[dict[str, object]]:
    half = _MOST_EVENTS // 2
    cut = len(trace.events) > _MOST_EVENTS
    shown = (*trace.events[:half], *trace.events[-half:]) if cut else trace.events
    if cut and guilty is not None and guilty.n not in {event.n for event in shown}:
        shown = (*shown[:half], guilty, *shown[half:])
    rows: list[dict[str, object]] = []
    before = 0
    for event in shown:
        rows.append(
            {
                "n": event.n,
                "t": words.seconds(event.t),
                "who": words.name(trace, event.process),
                "what": words.describe(trace, event, 200).removeprefix(words.name(trace, event.process) + " "),
                "colour": colour(trace, event.process),
                "guilty": guilty is not None and guilty.n == event.n,
                "left_out": max(event.n - before - 1, 0),
            }
        )
        before = event.n
    return rows
