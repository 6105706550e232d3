"""Which lines of the student's show a fault: those at which its moments happened, or the nearest ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.checks.completion import of_the_student
from grader.grading.places import Places
from grader.results.model import CodeLine
from grader.traces.model import Blocked, Event, Trace

_MOST = 2
"""More lines than these point at nothing."""
_LONGEST = 200
_OF_A_TRACE = re.compile(r"@(sleep|fork|wait|reap|signal|exit|write)")
"""What a card may ask of the run: the line of an event of that kind before the fault was seen."""
RETURN, DEFINITION = "@return", "@def"
"""What it may ask of the source: where the function came back, and where it begins."""


@dataclass(frozen=True)
class Pointer:
    """What is known of a failure's place.

    `file` is the name of the student's file and `text` its source. `look` is what the misconception's card says of the
    place (`course/misconceptions.py`), `given` are lines that the check knows. `trace` is a run with lines that fails
    in the same way, and `moments` its events that show the fault; without such a run both are empty.
    """

    file: str
    text: str
    places: Places
    look: Sequence[str] = ()
    given: Sequence[int] = ()
    trace: Trace | None = None
    moments: Sequence[int] = ()
    blocked: Sequence[Blocked] = ()

    def lines(self) -> tuple[CodeLine, ...]:
        """The lines to look at, two at most: what the check and the card say, then where the moments happened.

        A moment outside of the student's code (a mark of the scenario's after its call has returned) is shown, if there
        is nothing better, by the last line where its process was before and by the return; a process that was in no
        line by the one that made it. What never happened is shown by the definition.
        """
        source = self.text.splitlines()
        for numbers in (self._exact(), self._near(), self._nearest()):
            there = dict.fromkeys(n for n in numbers if 1 <= n <= len(source) and source[n - 1].strip())
            if there:
                return tuple(CodeLine(self.file, n, source[n - 1].strip()[:_LONGEST]) for n in list(there)[:_MOST])
        return ()

    def _exact(self) -> Iterator[int]:
        yield from self.given
        for blocked in sorted(self.blocked, key=lambda one: one.process):
            at = next((f for f in blocked.stack if of_the_student(f.file) and f.file.endswith(f"/{self.file}")), None)
            if at is not None:
                yield at.line
        yield from filter(None, map(self._asked, self.look))
        for event in self._events():
            if (number := _number(event, self.file)) is not None:
                yield number

    def _asked(self, what: str) -> int | None:
        """The line that an entry of `look` asks for: the first of its alternatives that is there."""
        for one in what.split("|"):
            if one == RETURN:
                found = self.places.returned(self._before())
            elif one == DEFINITION:
                found = self.places.definition
            elif (kind := _OF_A_TRACE.fullmatch(one)) is not None:
                found = self._of_kind(kind[1])
            else:
                found = self.places.named(one)
            if found is not None:
                return found
        return None

    def _of_kind(self, kind: str) -> int | None:
        """The last event of that kind in the student's code before the fault was seen; of sleeps, the longest."""
        if self.trace is None:
            return None
        seen = next(iter(self._events()), None)
        there = [e for e in self.trace.events if e.kind == kind and _number(e, self.file) is not None]
        of_its_own = [e for e in there if e.process == (seen.process if seen else 1) and (not seen or e.n <= seen.n)]
        found = max(of_its_own or there, key=lambda e: (e.seconds or 0, e.n), default=None)
        return None if found is None else _number(found, self.file)

    def _near(self) -> Iterator[int]:
        for event in self._events():
            before = self._last_line(event)
            if before is not None:
                yield before
            if event.process == 1 and (back := self.places.returned(before)) is not None:
                yield back
            birth = self._birth(event)
            if before is None and birth is not None and (asked := _number(birth, self.file)) is not None:
                yield asked

    def _nearest(self) -> Iterator[int]:
        if (definition := self.places.definition) is not None:
            yield definition

    def _events(self) -> Iterable[Event]:
        events = {event.n: event for event in self.trace.events} if self.trace is not None else {}
        return [events[n] for n in self.moments if n in events]

    def _before(self) -> int | None:
        return next((line for event in self._events() if (line := self._last_line(event)) is not None), None)

    def _last_line(self, event: Event) -> int | None:
        """The last line of the student's where the event's process was by then."""
        events = self.trace.events if self.trace is not None else ()
        earlier = (one for one in reversed(events) if one.n <= event.n and one.process == event.process)
        return next((number for one in earlier if (number := _number(one, self.file)) is not None), None)

    def _birth(self, event: Event) -> Event | None:
        """The event by which the event's process was made."""
        events = self.trace.events if self.trace is not None else ()
        return next((one for one in events if one.kind == "fork" and one.child == event.process), None)


def _number(event: Event, file: str) -> int | None:
    name, _, number = (event.where or "").rpartition(":")
    return int(number) if name == file and number.isdecimal() else None
