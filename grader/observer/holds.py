"""Which holds of a schedule end early, since a thread has slept often and shortly meanwhile."""

from __future__ import annotations

from grader.observer.clock import Clock, Deadline

_SLEEPS_DURING_A_HOLD = 300
"""Short sleeps of one thread after which what is held goes on: how long it is held was the schedule's choice."""
_SHORT_SECONDS = 0.05


class Holds:
    """The holds of slow-child and slow-exit in one run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sleeps_during: dict[tuple[Deadline, int], int] = {}

    def cut_short(self, tid: int, seconds: float) -> None:
        """Count a sleep of this thread, and end the holds during which it has slept often and shortly.

        A process that asks every 10 ms whether a child has ended would do so 10,000 times for one slow exit.
        """
        if seconds > _SHORT_SECONDS:
            return
        deadlines = self._clock.deadlines
        holds = [key for key in deadlines if key[0] in ("late", "exit")]
        counted = {hold: self._sleeps_during.get((hold, tid), 0) + 1 for hold in holds}
        self._sleeps_during = {key: n for key, n in self._sleeps_during.items() if key[0] in deadlines}
        self._sleeps_during.update({(hold, tid): n for hold, n in counted.items()})
        for hold, sleeps in counted.items():
            if sleeps > _SLEEPS_DURING_A_HOLD:
                deadlines[hold] = min(deadlines[hold], self._clock.now)
