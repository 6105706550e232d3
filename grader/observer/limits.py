"""What a run may use before the observer ends it, in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.observer.speed import slowness


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one run may use; None is no limit. Each has its outcome ("cpu_seconds" gives "cpu-limit").

    `processes` counts those alive at once, and their threads four times as many; `births` all that ever lived.
    `cpu_seconds` is for all processes together, and as much again for what the observer has to do because of them;
    `wall_seconds` is the last net, for a machine that stands still: in a sandbox it is the machine's fault.
    `memory_bytes` is the proportional share (PSS) of all processes together. `output_bytes` is what is written and
    what is marked; `events` and `marks` are how long a trace may get (too many of them: "output-limit").
    `standstill_seconds` is how long the processes of a sandbox may only sleep in real time ("waits-for-ever"): none
    computes, is ready to, or waits for the clock that is ours.
    `computing_seconds` is no limit: it is the CPU time that one process may use before the clock moves on without it.
    `slowness` stretches all that is counted in real or CPU seconds, on a machine that takes so many times as long.
    """

    processes: int | None = 64
    cpu_seconds: float | None = 10.0
    wall_seconds: float | None = 120.0
    standstill_seconds: float | None = 4.0
    virtual_seconds: float | None = 1_000_000.0
    memory_bytes: int | None = 1 << 30
    output_bytes: int | None = 4 << 20
    births: int | None = 1_000
    events: int | None = 50_000
    marks: int | None = 5_000
    computing_seconds: float = 1.0
    slowness: float = 1.0

    def here(self) -> Limits:
        """Return these limits for this machine: on a slow one, the same work may take more seconds."""
        return replace(self, slowness=slowness())

    @property
    def net_seconds(self) -> float:
        """The most real seconds that a run may take on this machine."""
        return float("inf") if self.wall_seconds is None else self.wall_seconds * self.slowness


LONGEST_MARK = 1 << 16
"""Bytes of one mark: no more is written at once."""
LONGEST_COMMAND = 1 << 16
"""Bytes of a command line that are read, for what a process is."""
SHOWN_COMMAND = 1 << 10
"""Characters of a command line that a trace keeps."""
LONGEST_NAME = 200
"""Characters of a function's or a file's name in a stack."""

GRADING = Limits()
"""For a scenario with a student's module."""

TRACING = Limits(
    processes=512, cpu_seconds=None, wall_seconds=None, virtual_seconds=None, memory_bytes=None, output_bytes=None,
    births=None, events=None, marks=None, standstill_seconds=None,
    computing_seconds=3.0,
)  # fmt: skip
"""For a person's own program: nothing but a guard against a fork bomb."""
