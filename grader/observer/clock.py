"""What time it is: the virtual clock, the deadlines that it goes to, and the page on which processes read it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from typing import Literal

from grader.observer import vdso
from grader.observer.errors import BadMemory
from grader.observer.machine import Machine
from grader.observer.state import LiveProcess, Task

Deadline = tuple[Literal["wait", "nap", "late", "exit", "alarm", "timer"], int]
"""What ends: a thread's timed wait, its nap, a newborn's lateness, a slow exit (by thread id), a process's alarm (by
PID), or a timer (by a number of its own)."""

_HOLDS = ("late", "exit", "nap")
_FARTHEST_AHEAD_NS = 10**9
"""Each reading moves a process's clock by 10 ns, and after 10,000 it naps: no honest clock is farther ahead."""


class Clock:
    """One run's clock: nanoseconds since the start, which only the observer moves."""

    def __init__(self, machine: Machine) -> None:
        self._page = machine.clock.page if machine.clock else 0
        self.now = 0
        self.epoch = vdso.Epoch(time.time_ns(), time.monotonic_ns())
        self.deadlines: dict[Deadline, int] = {}

    def earliest(self) -> int | None:
        """The next deadline; None if nothing is timed."""
        return min(self.deadlines.values(), default=None)

    def is_held_at(self, at: int) -> bool:
        """Return whether a hold of ours ends at that time: a newborn's lateness, a slow exit or a nap."""
        return any(kind in _HOLDS and deadline == at for (kind, _), deadline in self.deadlines.items())

    def due(self, at: int, window: int) -> list[Deadline]:
        """Whose time has come at `at`, give or take a window."""
        return [key for key, deadline in self.deadlines.items() if deadline <= at + window]

    def forget(self, tid: int) -> None:
        """A thread is gone, or goes on: nothing of it is timed."""
        for kind in ("wait", "nap", "late", "exit"):
            self.deadlines.pop((kind, tid), None)

    def forget_timers(self, live: LiveProcess) -> None:
        """A process has another program, or is gone: its POSIX timers are, too."""
        for number in live.timers.values():
            self.deadlines.pop(("timer", number), None)
        live.timers.clear()

    def move(self, at: int, lives: Iterable[LiveProcess]) -> None:
        """It is `at` now, on every process's page."""
        self.now = max(self.now, at)
        word = self.now.to_bytes(8, "little")
        for live in lives:
            if live.clocked:
                with contextlib.suppress(BadMemory):  # it has unmapped its clock
                    live.write(self._page, word)

    def start(self, live: LiveProcess) -> None:
        """A process's clock page has been mapped: fill it."""
        live.write(self._page, self.epoch.page(self.now))
        live.clocked = True

    def local(self, task: Task) -> int:
        """The time as this process knows it: what its clock told it last may be microseconds ahead."""
        return max(self.now, self.last_reading(task.live)) if task.live.clocked else self.now

    def last_reading(self, live: LiveProcess) -> int:
        """What a process's clock told it last; the present where it has no clock any more, or one that it has set."""
        try:
            reading = int.from_bytes(live.read(self._page + 8, 8), "little")
        except BadMemory:
            return self.now
        return reading if reading <= self.now + _FARTHEST_AHEAD_NS else self.now

    def since_start(self, nanoseconds: int, *, realtime: bool) -> int:
        """A reading of CLOCK_REALTIME, or else of CLOCK_MONOTONIC, on this clock's own scale."""
        return nanoseconds - (self.epoch.realtime if realtime else self.epoch.monotonic)
