"""What is known of one run while it goes on: the state that the observer's handlers share."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.observer.channels import Channel
from grader.observer.clock import Clock
from grader.observer.limits import Limits
from grader.observer.machine import Machine
from grader.observer.record import Record
from grader.observer.schedules import Schedule
from grader.observer.snapshot import Ready
from grader.observer.state import LiveProcess, Task
from grader.python_stack.frames import ThreadLine
from grader.traces.model import Outcome


@dataclass
class RunState:
    """One tree of processes as it is now.

    `closed` says that nothing outside the tree can wake anything in it (a sandbox). `real_time` leaves clocks and
    schedules alone.
    """

    record: Record
    schedule: Schedule
    limits: Limits
    channels: Mapping[str, Channel]
    machine: Machine
    clock: Clock
    closed: bool
    real_time: bool
    terminal: bool
    is_own: Callable[[ThreadLine], bool] | None = None
    """Which lines are the program's own, if the trace is to tell at which line each event happened."""
    started: float = field(default_factory=time.monotonic)
    tasks: dict[int, Task] = field(default_factory=dict)
    lives: dict[int, LiveProcess] = field(default_factory=dict)
    latest: Task | None = None
    """The thread that was let go last."""
    ended: bool = False
    over: Outcome | None = None
    """A limit that a handler has seen exceeded: the loop ends the run."""
    outside: frozenset[str] = frozenset()
    """The descriptors that the program was started with: what comes from there comes from outside."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """The environment that the program was started with."""
    ready: Ready | None = None
    """What Python's own processes go on from, in place of a cold start."""
    recording: bool = True
    """Whether what happens is the program's: before its first exec it is ours."""
    kernels_timers: bool = False
    """Whether a timer descriptor is armed whose deadline is the kernel's."""
    kernels_timeouts: set[str] = field(default_factory=set)
    """The sockets that have a timeout of their own, whose deadline is the kernel's."""
    cpu_of_ended: int = 0
    """The CPU time, in nanoseconds, of threads that have ended."""
    is_changed: bool = True
    """Whether anything happened, since CPU times were read last, for which a process might have been waiting."""
    computed_ns: int = 0
    """How long one process has computed since the last change."""

    @property
    def virtual(self) -> bool:
        return not self.real_time

    def t(self) -> float:
        """Seconds since the start: virtual ones, or real ones in real time."""
        return round((time.monotonic() - self.started) if self.real_time else self.clock.now / 1e9, 4)

    def changed(self) -> None:
        """Something happened for which any process might have been waiting: the clock moved, a thread was let go."""
        self.is_changed = True
        self.computed_ns = 0
