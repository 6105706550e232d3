"""The timeline of a run as a piece of HTML, with its style, for any page."""

from __future__ import annotations

import zlib

from grader.reports.drawing import COLOURS, drawing
from grader.reports.jinja import asset, render
from grader.reports.lines import legible
from grader.traces.model import Event, Trace


def timeline_svg(trace: Trace, guilty: Event | None = None, *, style: bool = True) -> str:
    """The timeline alone, as HTML to put into other pages; without `style` the page must hold `timeline_css` itself."""
    return _fragment(*legible(trace, guilty), timeline_css() if style else "")


def timeline_css() -> str:
    """The style of the timeline, for pages with several of them. All of it is below the class "ptl"."""
    return asset("grader.reports", "timeline.css")


def _fragment(trace: Trace, guilty: Event | None, style: str) -> str:
    shapes = drawing(trace, guilty=guilty)
    # Markers and patterns are found by id in the whole page, where other timelines have theirs.
    key = f"ptl{zlib.crc32(repr(shapes).encode('utf-8', 'backslashreplace')):08x}"
    return render("grader.reports", "timeline.html", d=shapes, id=key, style=style, colours=COLOURS)
