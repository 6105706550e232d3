"""Has the run used up one of its limits, and does somebody compute on and on?"""

from __future__ import annotations

import time

from grader.observer import proc
from grader.observer.run_state import RunState
from grader.observer.standstill import Standstill
from grader.observer.state import LiveProcess
from grader.traces.model import Outcome

_LOOK_SECONDS = 0.01
_MEMORY_SECONDS = 0.05
_STANDSTILL_NS = 1500 * 10**6
"""CPU time of one process, while there is nothing else to wait for, after which a run with a CPU limit is a loop."""
_AGAIN_NS = 50 * 10**6
"""CPU time that is enough, once somebody has been seen to compute on and on since everybody was blocked last."""
_GROWTH = 16
"""The part of the time that somebody has computed by which the steps of the clock grow."""
_LONGEST_STEP_NS = 1000 * 10**9
_ALL_TOGETHER = 3
"""How many times as long all processes may compute together, as one may alone."""


class UsageWatch:
    """One run's use of the machine, looked at now and then: reading CPU times at every event costs more than it tells.

    A process that waits by looking at memory again and again, without a system call, cannot be told from one that
    computes. So that it does not wait for ever, the clock moves on, and the schedule lets go of somebody, when one has
    computed for long.
    """

    def __init__(self, run: RunState) -> None:
        self._run = run
        self._observer_began = time.thread_time_ns()
        self._next_look = self._next_memory_look = time.monotonic() + _LOOK_SECONDS
        self._spins_since: int | None = None
        self._total_mark = 0
        self._who: LiveProcess | None = None
        self._readings: dict[int, int] = {}
        self._standstill = Standstill()

    def quiet(self) -> None:
        """Everybody was blocked: nobody only computes, unless somebody was made to nap."""
        if any(task.held == "nap" for task in self._run.tasks.values()):
            return
        self._spins_since = None
        self._readings = {}
        self._run.changed()

    def computes_for(self, nanoseconds: float) -> bool:
        """Whether one process has done nothing but compute for so long."""
        if self._run.computed_ns <= (
            nanoseconds if self._spins_since is None else _AGAIN_NS * self._run.limits.slowness
        ):
            return False
        if self._spins_since is None:
            self._spins_since = self._run.clock.now
        return True

    def time_passes(self) -> int | None:
        """The time to go to because somebody only computes: the next deadline, which it may wait for.

        Who looks at the clock meanwhile may be at work until a certain time: for that one as much time passes as it has
        computed, and more and more of it. None where it must be watched for another moment, or nothing is timed.
        """
        clock, live, since = self._run.clock, self._who, self._spins_since
        at = clock.earliest()
        if live is None or since is None or not live.clocked:
            return at
        before, reading = self._readings.get(live.pid), clock.last_reading(live)
        self._readings[live.pid] = reading
        if before is None:
            return None
        if reading == before:
            return at
        by_clock = clock.now + max(self._run.computed_ns, min((clock.now - since) // _GROWTH, _LONGEST_STEP_NS))
        return by_clock if at is None else min(at, by_clock)

    def over(self, *, may_move: bool) -> Outcome | None:
        """The limit that is exceeded, if one is. `may_move` says that something is timed or held."""
        run = self._run
        limits = run.limits
        if self._too_long():
            return "output-limit"
        now = time.monotonic()
        if now < self._next_look:
            return None
        self._next_look = now + _LOOK_SECONDS
        if now - run.started > limits.net_seconds:
            return "wall-limit"
        if run.closed and limits.standstill_seconds is not None:
            self._standstill.look(run.tasks.values())
            if self._standstill.seconds > limits.standstill_seconds * limits.slowness:
                return "waits-for-ever"
        used = self._look()
        if limits.cpu_seconds is not None:
            loops = not may_move and self._run.computed_ns > _STANDSTILL_NS * limits.slowness
            ours = time.thread_time_ns() - self._observer_began
            if loops or max(used, ours) > limits.cpu_seconds * limits.slowness * 1e9:
                return "cpu-limit"
        if limits.memory_bytes is not None and now > self._next_memory_look:
            self._next_memory_look = now + _MEMORY_SECONDS
            if proc.memory_exceeds(list(run.lives), limits.memory_bytes):
                return "memory-limit"
        return None

    def _too_long(self) -> bool:
        """Whether the trace has become longer than anybody could read, or the grader keep."""
        limits, record = self._run.limits, self._run.record
        return (
            (limits.output_bytes is not None and record.output_bytes > limits.output_bytes)
            or (limits.events is not None and record.length > limits.events)
            or (limits.marks is not None and record.marks > limits.marks)
        )

    def _look(self) -> int:
        """Read all CPU times; the sum."""
        total, longest = self._run.cpu_of_ended, 0
        for live in self._run.lives.values():
            used = live.cpu_ns()
            total += used
            if self._run.is_changed:
                live.cpu_mark = used
            if used - live.cpu_mark > longest:
                longest, self._who = used - live.cpu_mark, live
        if self._run.is_changed:
            self._total_mark = total
        self._run.is_changed = False
        self._run.computed_ns = max(longest, (total - self._total_mark) // _ALL_TOGETHER)
        return total
