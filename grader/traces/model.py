"""What one run was: the trace, its processes and events.

A trace is immutable and complete: checks, reports and exports read nothing else. Processes are numbered from 1 in
the order of their births; these numbers, not PIDs, are what events refer to (a PID may be used twice in one run).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "finished",
    "deadlock",
    "waits-for-ever",
    "cpu-limit",
    "wall-limit",
    "time-limit",
    "output-limit",
    "process-limit",
    "memory-limit",
]
Role = Literal["main", "child", "helper"]
EventKind = Literal["fork", "exec", "write", "mark", "sleep", "wait", "reap", "signal", "exit"]


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a run.

    `pid` and `ppid` are what the program itself would see (inside a PID namespace: the inner numbers); `parent` is the
    kernel's parent at birth, by id. `born` and `exited` are virtual seconds since the start of the run; `exited` is
    None where the observer ended the run while the process lived. `reaped`: its parent collected its exit status.
    `orphaned`: its parent exited first.
    """

    id: int
    pid: int
    parent: int | None
    ppid: int
    role: Role
    command: str
    born: float
    exited: float | None
    exit_code: int | None
    signal: str | None
    reaped: bool
    orphaned: bool
    output: str
    errors: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that the kernel saw, the `n`-th of its run, at virtual second `t`, done by `process` (an id).

    `where` is "FILE:LINE" of the innermost line of the program's own that its process was at, and `function` the
    function there; None where lines were not asked for, or there is none. Which of the other fields are set depends on
    `kind`; see `json_form.FIELDS`. `on` is None for a wait for any child.
    """

    n: int
    t: float
    process: int
    kind: EventKind
    where: str | None = None
    function: str | None = None
    child: int | None = None
    stream: Literal["stdout", "stderr"] | None = None
    text: str | None = None
    seconds: float | None = None
    on: int | None = None
    signal: str | None = None
    target: int | None = None
    exit_code: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a Python stack: the function, its file as the program knows it, and the line's number."""

    function: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Where a process stood when its run was ended: in which system call, waiting for what, at which Python line.

    `on` is a process id, or a word for what is no process ("pipe", "lock", "timer" ...). `where` is "FILE:LINE" of the
    innermost frame of the program's own code, None where no stack could be read. `stack` is innermost first; what its
    maker had reached when it forked the process is no part of it. `unwritten` is how many bytes of a write are left
    that a thread of the process cannot end, because its pipe is full.
    """

    process: int
    syscall: str
    on: int | str | None
    where: str | None
    stack: tuple[Frame, ...] = ()
    unwritten: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The record of one run under one schedule; `virtual_seconds` is how far the virtual clock went."""

    program: tuple[str, ...]
    schedule: str
    seed: int
    outcome: Outcome
    virtual_seconds: float
    processes: tuple[Process, ...]
    events: tuple[Event, ...]
    blocked: tuple[Blocked, ...] = ()

    def process(self, id: int) -> Process:
        """The process of that id."""
        return self.processes[id - 1]

    @property
    def main(self) -> Process:
        """The program itself: the first process."""
        return self.processes[0]

    def exit_status(self) -> int:
        """What a shell would see of the program: its exit code, 128 and the signal's number, or 1 if it was ended."""
        import signal as signals

        if self.outcome != "finished":
            return 1
        if self.main.signal is not None:
            return 128 + signals.Signals[self.main.signal].value
        return self.main.exit_code or 0
