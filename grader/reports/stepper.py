"""A run to go through event by event: its timeline, and beside it the source, every process's state, and the output."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from grader.reports import words
from grader.reports.drawing import colour, drawing
from grader.reports.escaping import plain
from grader.reports.jinja import asset, render
from grader.reports.lines import legible
from grader.reports.steps import At, Steps, steps
from grader.reports.timeline import timeline_css, timeline_svg
from grader.traces.model import Event, Trace

MOST_FILES = 6
MOST_SOURCE_LINES = 1200
LONGEST_SOURCE_LINE = 400
_AROUND = 20
"""Of a long file, the lines around those that a process was at are shown, this many on each side."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a file, safe to show; `skipped` is how many were left out before it."""

    number: int
    text: str
    skipped: int


def stepper(
    trace: Trace, guilty: Event | None = None, *, sources: Mapping[str, str] | None = None, style: bool = True
) -> str:
    """The run as HTML to put into a page that holds `stepper_css` and `stepper_js`, or into one that holds nothing.

    `sources` are the texts of the program's files by name, as `Event.where` has them. It opens at the `guilty` event.
    Without JavaScript it is the timeline, and the source. Without `style` the page must hold the style and the script.
    """
    found = steps(trace)
    files = _files(found, sources or {})
    data = _data(trace, found, list(files), guilty)
    return render(
        "grader.reports",
        "stepper.html",
        id=f"ptls{zlib.crc32(data.encode()):08x}",
        data=Markup(data),
        timeline=timeline_svg(trace, guilty, style=False),
        files=files,
        count=len(found.steps),
        left_out=found.left_out,
        processes=[(words.name(trace, id), colour(trace, id), min(depth, 6)) for id, depth in found.order],
        has_marks=any(piece.stream == "mark" for piece in found.pieces),
        style=stepper_css() if style else "",
        script=stepper_js() if style else "",
    )


def stepper_css() -> str:
    """The style of runs to go through and of their timelines."""
    return timeline_css() + asset("grader.reports", "stepper.css")


def stepper_js() -> str:
    """The script of runs to go through: once in a page, however many runs are in it."""
    return asset("grader.reports", "stepper.js")


def _files(found: Steps, sources: Mapping[str, str]) -> dict[str, list[SourceLine]]:
    """The files in which a process was at a line, as far as their text is known, those with the most events first."""
    places = [at for step in found.steps if (at := step.at) is not None]
    places += [state.at for states in found.states for state in states if state.at is not None]
    used: dict[str, set[int]] = {}
    for at in places:
        used.setdefault(at.file, set()).add(at.line)
    known = [name for name in sorted(used, key=lambda name: -sum(at.file == name for at in places)) if name in sources]
    return {name: _source(sources[name], used[name]) for name in known[:MOST_FILES]}


def _source(text: str, used: set[int]) -> list[SourceLine]:
    lines = text.splitlines()
    wanted = range(1, len(lines) + 1)
    if len(lines) > MOST_SOURCE_LINES:
        near = {number for line in used for number in range(line - _AROUND, line + _AROUND + 1)}
        wanted = [number for number in wanted if number in near][:MOST_SOURCE_LINES]  # type: ignore[assignment]
    shown: list[SourceLine] = []
    before = 0
    for number in wanted:
        shown.append(SourceLine(number, plain(lines[number - 1], LONGEST_SOURCE_LINE), number - before - 1))
        before = number
    return shown


def _data(trace: Trace, found: Steps, files: list[str], guilty: Event | None) -> str:
    """What the script reads, as JSON that is harmless inside an attribute: without an apostrophe or angle bracket."""
    drawn, moment = legible(trace, guilty)
    across = drawing(drawn, guilty=moment).places
    places: dict[At | None, int] = {None: 0}
    data = {
        "steps": [
            [step.n, words.seconds(step.t), step.process, step.text, _number(step.at, places), across.get(step.n)]
            for step in found.steps
        ],
        "processes": [[id, words.name(trace, id), colour(trace, id)] for id, _ in found.order],
        "states": [[[s.step, s.kind, s.text, _number(s.at, places)] for s in states] for states in found.states],
        "pieces": [[piece.step, piece.process, piece.stream, piece.text] for piece in found.pieces],
        "places": [_place(at, files) for at in places],
        "start": moment.n if moment is not None else None,
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _number(at: At | None, places: dict[At | None, int]) -> int:
    return places.setdefault(at, len(places))


def _place(at: At | None, files: list[str]) -> tuple[int | None, int | None, str, bool]:
    """The file's number, the line, the place in words, whether its process is new; no number of a file not shown."""
    if at is None:
        return None, None, "", False
    where = f"{at.file}:{at.line}" + (f" in {at.function}()" if at.function not in ("", "<module>") else "")
    return files.index(at.file) if at.file in files else None, at.line, words.printable(where), at.newborn
