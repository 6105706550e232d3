"""What a check may ask of a trace: which process, when, in which order, how many at once."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.observer.limits import GRADING, Limits
from grader.traces.model import Event, EventKind, Process, Trace

SOON_SECONDS = 0.05
"""Virtual seconds that are but a moment: computing takes none, reading the clock a few billionths each time."""


class CheckFailed(AssertionError):
    """A check does not hold: the misconception by name, what happened, and the moments that show it.

    `happened` is a clause that can follow "But ", without a full stop. The first of the moments is the guilty one. A
    number among them is a line of the student's file, and None is nothing.
    """

    def __init__(self, misconception: str, happened: str, at: ToShow | Sequence[ToShow] = None) -> None:
        super().__init__(happened)
        self.misconception = misconception
        self.happened = happened
        places: Sequence[ToShow] = (at,) if at is None or isinstance(at, Moment | int) else at
        self.moments: tuple[Moment, ...] = tuple(place for place in places if isinstance(place, Moment))
        self.lines: tuple[int, ...] = tuple(place for place in places if isinstance(place, int))

    @property
    def at(self) -> Moment | None:
        """The guilty moment, if there is one."""
        return self.moments[0] if self.moments else None


def expect_calls(made: int, wanted: int) -> None:
    """Every call that the scenario makes was made; a program that ends earlier must not pass for want of calls.

    Raises CheckFailed.
    """
    if made < wanted:
        raise CheckFailed(
            "never called", f"the program made only {made} of its {wanted} calls and then said that it was done"
        )


@dataclass(frozen=True)
class Moment:
    """One event of the trace, as a point in its order. Compare with `before`; `t` is its virtual second."""

    facts: Facts
    event: Event

    @property
    def n(self) -> int:
        return self.event.n

    @property
    def t(self) -> float:
        return self.event.t

    @property
    def process(self) -> ProcessFacts:
        """The process that did it."""
        return self.facts.process(self.event.process)

    @property
    def text(self) -> str:
        return self.event.text or ""

    @cached_property
    def values(self) -> tuple[Any, ...]:
        """The values of a mark; empty where what was written is no mark of ours."""
        try:
            return tuple(json.loads("[" + self.text.partition(" ")[2] + "]", parse_constant=str))
        except (ValueError, RecursionError):
            return ()

    @property
    def value(self) -> Any:
        """The first value of a mark, None without one."""
        return self.values[0] if self.values else None

    def before(self, other: Moment | None) -> bool:
        """Whether this came first. What never happened (None) comes after everything."""
        return other is None or self.n < other.n

    def after(self, other: Moment | None) -> bool:
        """Whether the other came first; never true of what never happened."""
        return other is not None and self.n > other.n

    def soon_after(self, other: Moment | None, *, within: float = SOON_SECONDS) -> bool:
        """Whether this came after the other, at most `within` virtual seconds later.

        A process that waits for another goes on when that exits: its next mark comes soon after the exit, under every
        schedule. One that sleeps instead goes on when its time is up. One that asks again and again hears of it at most
        2 % of the time that it has asked late.
        """
        return other is not None and self.after(other) and self.t - other.t <= within


ToShow = Moment | int | None
"""A place that shows a fault: a moment of the run, or a line of the student's file; None is nothing."""


@dataclass(frozen=True)
class Interval:
    """From a begin mark to the end mark of the same value by the same process; end is None if none came."""

    begin: Moment
    end: Moment | None

    @property
    def process(self) -> ProcessFacts:
        return self.begin.process

    @property
    def value(self) -> Any:
        return self.begin.value


@dataclass(frozen=True)
class ProcessFacts:
    """One process of the run, with what it did."""

    facts: Facts
    record: Process

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def pid(self) -> int:
        """Its PID as the program sees it."""
        return self.record.pid

    @property
    def ppid(self) -> int:
        """The PID of the kernel's parent at birth."""
        return self.record.ppid

    @property
    def exit_code(self) -> int | None:
        """0 to 255; None if a signal ended it, or if it never ended by itself."""
        return self.record.exit_code

    @property
    def signal(self) -> str | None:
        """The signal that ended it ("SIGTERM"), None without one."""
        return self.record.signal

    @property
    def reaped(self) -> bool:
        return self.record.reaped

    @property
    def orphaned(self) -> bool:
        return self.record.orphaned

    @property
    def output(self) -> str:
        """All that it wrote to stdout."""
        return self.record.output

    @property
    def errors(self) -> str:
        """All that it wrote to stderr."""
        return self.record.errors

    @property
    def is_main(self) -> bool:
        return self.record.role == "main"

    @property
    def parent(self) -> ProcessFacts | None:
        """Its nearest ancestor that is no helper; None for main."""
        parent = self.record.parent
        while parent is not None and self.facts.trace.process(parent).role == "helper":
            parent = self.facts.trace.process(parent).parent
        return None if parent is None else self.facts.process(parent)

    @property
    def children(self) -> list[ProcessFacts]:
        """Its children in order of birth, looking through helpers."""
        return [process for process in self.facts.workers if process.parent == self]

    @cached_property
    def born(self) -> Moment | None:
        """Its birth: the fork event; None for main."""
        return next((moment for moment in self.facts.of_kind("fork") if moment.event.child == self.id), None)

    @cached_property
    def exit(self) -> Moment | None:
        """Its exit; None if it lived until the observer ended the run."""
        return next(iter(self.events("exit")), None)

    @cached_property
    def collected(self) -> Moment | None:
        """When its parent collected its exit status (the reap event); None if no wait call did."""
        return next((moment for moment in self.facts.of_kind("reap") if moment.event.child == self.id), None)

    def events(self, kind: EventKind) -> list[Moment]:
        return [moment for moment in self.facts.of_kind(kind) if moment.event.process == self.id]

    def marks(self, label: str) -> list[Moment]:
        return [moment for moment in self.facts.marks(label) if moment.event.process == self.id]

    @property
    def writes(self) -> list[Moment]:
        """What it wrote to stdout, in order."""
        return [moment for moment in self.events("write") if moment.event.stream == "stdout"]

    @property
    def sleeps(self) -> list[Moment]:
        return self.events("sleep")

    def slept_between(self, start: Moment | None, end: Moment | None) -> bool:
        """Whether it began to sleep between two moments (None: from the beginning, to the end).

        A wait for something else that ran out (a timed select, lock, join or receive) is a sleep of that length.
        """
        return any((start is None or m.after(start)) and m.before(end) for m in self.sleeps)

    def alive_at(self, moment: Moment) -> bool:
        """Whether it was born before the moment and had not exited."""
        born = self.born is None or self.born.before(moment)
        return born and (self.exit is None or self.exit.after(moment))

    def zombie_at(self, moment: Moment) -> bool:
        """Whether at the moment it had exited and had not been collected (nor ever was, by ignoring SIGCHLD)."""
        if self.exit is None or not self.exit.before(moment):
            return False
        return self.collected.after(moment) if self.collected else not self.reaped

    def __str__(self) -> str:
        return "the main process" if self.is_main else f"process {self.pid}"


@dataclass(frozen=True, eq=False)
class Facts:
    """The trace of one run of a scenario, the inputs that the scenario was given, and what the run might use."""

    trace: Trace
    given: dict[str, Any]
    limits: Limits = GRADING

    @cached_property
    def _processes(self) -> tuple[ProcessFacts, ...]:
        return tuple(ProcessFacts(self, process) for process in self.trace.processes)

    @cached_property
    def _moments(self) -> dict[EventKind, list[Moment]]:
        moments: dict[EventKind, list[Moment]] = {}
        for event in self.trace.events:
            moments.setdefault(event.kind, []).append(Moment(self, event))
        return moments

    @cached_property
    def _marks(self) -> dict[str, list[Moment]]:
        marks: dict[str, list[Moment]] = {}
        for moment in self.of_kind("mark"):
            marks.setdefault(moment.text.partition(" ")[0], []).append(moment)
        return marks

    def process(self, id: int) -> ProcessFacts:
        return self._processes[id - 1]

    def of_kind(self, kind: EventKind) -> list[Moment]:
        """All events of a kind, in order."""
        return self._moments.get(kind, [])

    @property
    def schedule(self) -> str:
        return self.trace.schedule

    @property
    def main(self) -> ProcessFacts:
        return self._processes[0]

    @property
    def workers(self) -> list[ProcessFacts]:
        """Every process but main and Python's own helpers, in order of birth."""
        return [process for process in self._processes if process.record.role == "child"]

    @property
    def completed(self) -> bool:
        """Whether the scenario came to its end in main (the mark "done") and the run finished."""
        return self.trace.outcome == "finished" and bool(self.main.marks("done"))

    def marks(self, label: str) -> list[Moment]:
        """The marks with that label, by any process, in order."""
        return list(self._marks.get(label, ()))

    def mark(self, label: str, missing: str | None = None, misconception: str = "never called") -> Moment:
        """The first mark with that label.

        Raises CheckFailed if there is none, with `missing` as the student's sentence.
        """
        found = self.marks(label)
        if not found:
            raise CheckFailed(misconception, missing or f"nothing ever came to “{label}”")
        return found[0]

    def intervals(self, begin: str = "begin", end: str = "end") -> list[Interval]:
        """Each begin mark with the next end mark of the same process and value, in order of the begins."""
        ends: dict[tuple[int, Hashable], list[Moment]] = {}
        for mark in self.marks(end):
            ends.setdefault((mark.event.process, _hashable(mark.value)), []).append(mark)
        found = []
        for mark in self.marks(begin):
            mine = ends.get((mark.event.process, _hashable(mark.value)), [])
            later = bisect_right(mine, mark.n, key=lambda one: one.n)
            found.append(Interval(mark, mine[later] if later < len(mine) else None))
        return found

    def most_at_once(self, intervals: Iterable[Interval]) -> int:
        """How many of the intervals were open at the same moment, at most."""
        steps = [(i.begin.n, 1) for i in intervals] + [(i.end.n, -1) for i in intervals if i.end]
        now = most = 0
        for _, step in sorted(steps):
            now += step
            most = max(most, now)
        return most

    def alive_at(self, moment: Moment) -> list[ProcessFacts]:
        """The workers that lived at the moment."""
        return [process for process in self.workers if process.alive_at(moment)]

    def zombies_at(self, moment: Moment) -> list[ProcessFacts]:
        """The workers that had exited by the moment and had not been collected."""
        return [process for process in self.workers if process.zombie_at(moment)]


def _hashable(value: Any) -> Hashable:
    """A JSON value as a key: equal for equal values."""
    match value:
        case list():
            return tuple(map(_hashable, value))
        case dict():
            return frozenset((key, _hashable(one)) for key, one in value.items())
        case _:
            return value  # type: ignore[no-any-return]
