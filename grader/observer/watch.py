"""Has the run used up one of its limits, and does somebody compute on and on?"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from grader.observer import proc
from grader.observer.trace import Outcome

if TYPE_CHECKING:
    from grader.observer.tracer import Tracer

_LOOK_SECONDS = 0.01
_MEMORY_SECONDS = 0.05
_STANDSTILL_NS = 1500 * 10**6
"""CPU time of one process, while there is nothing else to wait for, after which a run with a CPU limit is a loop."""
_AGAIN_NS = 50 * 10**6
"""CPU time that is enough, once somebody has been seen to compute on and on since everybody was blocked last."""
_ALL_TOGETHER = 3
"""How many times as long all processes may compute together, as one may alone."""


class Watch:
    """One run's use of the machine, looked at now and then: reading CPU times at every event costs more than it tells.

    A process that waits by looking at memory again and again, without a system call, cannot be told from one that
    computes. So that it does not wait for ever, the clock moves on, and the schedule lets go of somebody, when one has
    computed for long.
    """

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._cpu_of_dead = 0
        self._next_look = self._next_memory_look = time.monotonic() + _LOOK_SECONDS
        self._changed = True
        self._spins = False
        self._total_mark = 0
        self._readings: dict[int, int] = {}
        self.computed_ns = 0
        """How long one process has computed since the last change."""

    def gone(self, cpu_ns: int) -> None:
        """A thread that used so much is no more."""
        self._cpu_of_dead += cpu_ns

    def quiet(self) -> None:
        """Everybody was blocked: nobody only computes."""
        self._spins = False
        self._readings = {}
        self.changed()

    def changed(self) -> None:
        """Something happened for which any process might have been waiting: the clock moved, somebody was let go."""
        self._changed = True
        self.computed_ns = 0

    def computes_for(self, nanoseconds: float) -> bool:
        """Whether one process has done nothing but compute for so long."""
        if self.computed_ns <= (_AGAIN_NS if self._spins else nanoseconds):
            return False
        self._spins = True
        return True

    def clock_is_read(self) -> bool | None:
        """Whether a process has looked at its clock since this was asked last; None where it was not asked yet."""
        before, lives = self._readings, self._tracer.lives.values()
        self._readings = {live.pid: self._tracer.clock.last_reading(live) for live in lives if live.clocked}
        return None if not before else any(now != before.get(pid, now) for pid, now in self._readings.items())

    def over(self, *, may_move: bool) -> Outcome | None:
        """The limit that is exceeded, if one is. `may_move` says that something is timed or held."""
        limits, tracer = self._tracer.limits, self._tracer
        if limits.output_bytes is not None and tracer.record.output_bytes > limits.output_bytes:
            return "output-limit"
        now = time.monotonic()
        if now < self._next_look:
            return None
        self._next_look = now + _LOOK_SECONDS
        if limits.wall_seconds is not None and now - tracer.started > limits.wall_seconds:
            return "wall-limit"
        used = self._look()
        if limits.cpu_seconds is not None:
            loops = not may_move and self.computed_ns > _STANDSTILL_NS
            if loops or used > limits.cpu_seconds * 1e9:
                return "cpu-limit"
        if limits.memory_bytes is not None and now > self._next_memory_look:
            self._next_memory_look = now + _MEMORY_SECONDS
            if proc.memory_exceeds(list(tracer.lives), limits.memory_bytes):
                return "memory-limit"
        return None

    def too_many(self) -> bool:
        """Whether there are more processes, or far more threads, than allowed."""
        limit = self._tracer.limits.processes
        return limit is not None and (len(self._tracer.lives) > limit or len(self._tracer.tasks) > 4 * limit)

    def _look(self) -> int:
        """Read all CPU times; the sum."""
        total, longest = self._cpu_of_dead, 0
        for live in self._tracer.lives.values():
            used = live.cpu_ns()
            total += used
            if self._changed:
                live.cpu_mark = used
            longest = max(longest, used - live.cpu_mark)
        if self._changed:
            self._total_mark = total
        self._changed = False
        self.computed_ns = max(longest, (total - self._total_mark) // _ALL_TOGETHER)
        return total
