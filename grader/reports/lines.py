"""What was written, as people read it: the pieces of a line put together, each line with its author."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from grader.reports import words
from grader.traces.model import Event, Trace


@dataclass(frozen=True, slots=True)
class OutputLine:
    """A line of output, safe to show, and the event with which it began."""

    event: Event
    text: str
    guilty: bool


def legible(trace: Trace, guilty: Event | None = None) -> tuple[Trace, Event | None]:
    """The trace as it is drawn: pieces of a line that one process wrote in a row are one write.

    print() makes several writes where Python does not buffer. Left out is the exec with which the program itself began.
    """
    events: list[Event] = []
    pieces: list[str] = []
    moment = guilty
    for event in trace.events:
        if event.kind == "exec" and event.process == 1 and not events:
            continue
        if events and _continues(events[-1], pieces, event):
            if guilty is not None and event.n == guilty.n:
                moment = events[-1]
            pieces.append(event.text or "")
            continue
        if len(pieces) > 1:
            events[-1] = replace(events[-1], text="".join(pieces))
        events.append(event)
        pieces = [event.text or ""]
    if len(pieces) > 1:
        events[-1] = replace(events[-1], text="".join(pieces))
    if moment is not None:
        moment = next((event for event in events if event.n == moment.n), moment)
    return replace(trace, events=tuple(events)), moment


def _continues(last: Event, pieces: list[str], event: Event) -> bool:
    same = last.kind == event.kind == "write" and (last.process, last.stream) == (event.process, event.stream)
    return same and not pieces[-1].endswith("\n") and event.t - last.t < 1e-3


def output(trace: Trace, guilty: Event | None = None, longest: int = 2000) -> list[OutputLine]:
    """Everything that was written, line by line, in order; a line that another author broke into appears in parts."""
    found: list[OutputLine] = []
    unfinished: set[tuple[int, str | None]] = set()
    writes = [event for event in trace.events if event.kind == "write" and event.text]
    for author, group in groupby(writes, key=lambda event: (event.process, event.stream)):
        parts: list[str] = []
        begun: Event | None = None
        hit = False
        for event in group:
            here = guilty is not None and event.n == guilty.n
            for nth, text in enumerate((event.text or "").split("\n")):
                if nth:
                    found.append(_line(begun or event, "".join(parts), hit, longest, author in unfinished))
                    unfinished.discard(author)
                    parts, begun, hit = [], None, False
                if text:
                    begun = begun or event
                    parts.append(text)
                hit = hit or (here and (bool(text) or nth == 0))
        if begun is not None:
            found.append(_line(begun, "".join(parts), hit, longest, False))
            unfinished.add(author)
    return found


def _line(event: Event, text: str, guilty: bool, longest: int, rest: bool) -> OutputLine:
    # A newline alone may be the end of a line that another process broke into: it is no empty line of its own.
    shown = words.shorten(words.printable(text[: longest + 1].expandtabs(4)), longest)
    return OutputLine(event, shown or ("⏎" if rest else ""), guilty)
