"""Which lines of the student's show a fault: those at which its moments happened, or the last ones before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.results.model import CodeLine
from grader.traces.model import Event, Trace

_MOST = 2
"""More lines than these point at nothing."""
_LONGEST = 200


def student_lines(trace: Trace, moments: Iterable[int], file: str, text: str) -> tuple[CodeLine, ...]:
    """The lines of the file `file` (its name), whose source is `text`, at which these events of a run happened.

    An event outside of the student's code (a mark of the scenario's after its call has returned) is shown by the last
    line of the student's that its process was at before.
    """
    source = text.splitlines()
    found = dict.fromkeys(number for n in moments for number in _numbers(trace, n, file))
    return tuple(
        CodeLine(file, number, source[number - 1].strip()[:_LONGEST])
        for number in list(found)[:_MOST]
        if 1 <= number <= len(source) and source[number - 1].strip()
    )


def _numbers(trace: Trace, n: int, file: str) -> Iterator[int]:
    event = next((event for event in trace.events if event.n == n), None)
    if event is None:
        return
    before = (one for one in reversed(trace.events[: trace.events.index(event) + 1]) if one.process == event.process)
    number = next((number for one in before if (number := _number(one, file)) is not None), None)
    if number is not None:
        yield number
    elif (birth := _birth(trace, event)) is not None and (asked := _number(birth, file)) is not None:
        yield asked


def _birth(trace: Trace, event: Event) -> Event | None:
    """The event by which the event's process was made."""
    return next((one for one in trace.events if one.kind == "fork" and one.child == event.process), None)


def _number(event: Event, file: str) -> int | None:
    name, _, number = (event.where or "").rpartition(":")
    return int(number) if name == file and number.isdecimal() else None
