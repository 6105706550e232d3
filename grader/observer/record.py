"""A trace in the making: processes and events as the observer sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.python_stack.frames import ThreadLine
from grader.traces.model import Blocked, Event, EventKind, Outcome, Process, Role, Trace

_TEXT = ("utf-8", "backslashreplace")


@dataclass
class ProcessDraft:
    """One process while it is being watched. `pid` is the observer's, `inner_pid` the program's own view."""

    id: int
    pid: int
    inner_pid: int
    parent: ProcessDraft | None
    ppid: int
    role: Role
    command: str
    born: float
    exited: float | None = None
    exit_code: int | None = None
    signal: str | None = None
    killed: bool = False
    """It has been sent SIGKILL."""
    over: bool = False
    reaped: bool = False
    vanished: bool = False
    """The kernel reported its end to no parent, or to one of which we have not heard yet."""
    orphaned: bool = False
    output: list[bytes] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)
    children: list[ProcessDraft] = field(default_factory=list)
    generation: int = 0
    """How many ancestors it has in the run."""


class Record:
    """Processes and events in order; `finish` makes them a trace."""

    def __init__(self, program: tuple[str, ...], schedule: str, seed: int) -> None:
        self.line_of: Callable[[ProcessDraft], ThreadLine | None] = lambda draft: None
        """At which line of its own a process is now; None where lines are not asked for."""
        self._writing: dict[int, ThreadLine | None] = {}
        self._program = program
        self._schedule = schedule
        self._seed = seed
        self._drafts: list[ProcessDraft] = []
        self._events: list[dict[str, Any]] = []
        self._refused: set[int] = set()
        self._belated: list[tuple[int, dict[str, Any]]] = []
        self._open: dict[tuple[int, str], list[bytes]] = {}
        self._by_inner: dict[int, ProcessDraft] = {}
        self.output_bytes = 0
        """What was written, and what was marked."""
        self.marks = 0

    @property
    def drafts(self) -> list[ProcessDraft]:
        return self._drafts

    def born(
        self, pid: int, inner_pid: int, parent: ProcessDraft | None, ppid: int, role: Role, command: str, t: float
    ) -> ProcessDraft:
        """A new process; with a parent, also its fork event."""
        draft = ProcessDraft(len(self._drafts) + 1, pid, inner_pid, parent, ppid, role, command, t)
        self._drafts.append(draft)
        self._by_inner[inner_pid] = draft
        if parent is not None:
            parent.children.append(draft)
            draft.generation = parent.generation + 1
            self.event(parent, "fork", t, child=draft.id)
        return draft

    @property
    def length(self) -> int:
        """How many events there are so far."""
        return len(self._events) + len(self._belated)

    def event(self, draft: ProcessDraft, kind: EventKind, t: float, **fields: Any) -> dict[str, Any]:
        """Record an event; what is returned is for `refused`."""
        line = self._writing.get(draft.id) if kind == "write" else self.line_of(draft)
        self._end_write(draft)
        if kind == "mark":
            self.marks += 1
            self.output_bytes += len(fields["text"])
        self._events.append({"t": t, "process": draft.id, "kind": kind, **fields, **_place(line)})
        return self._events[-1]

    def refused(self, events: list[dict[str, Any]]) -> None:
        """Take back events that the kernel has not let happen."""
        self._refused.update(map(id, events))

    @property
    def place(self) -> int:
        """Where the trace is now, for `belated`."""
        return len(self._events)

    def belated(self, place: int, draft: ProcessDraft, kind: EventKind, t: float, **fields: Any) -> None:
        """Record an event that began at an earlier place, and of which only now is known what it was."""
        self._end_write(draft)
        line = self.line_of(draft)
        self._belated.append((place, {"t": t, "process": draft.id, "kind": kind, **fields, **_place(line)}))

    def _in_order(self) -> list[dict[str, Any]]:
        events = [(place, 1, event) for place, event in enumerate(self._events) if id(event) not in self._refused]
        events += [(place, 0, event) for place, event in self._belated]
        return [event for _, _, event in sorted(events, key=lambda found: found[:2])]

    def new_write(self, draft: ProcessDraft) -> None:
        """A process is about to write: what it writes from now on is another write than before."""
        self._writing[draft.id] = self.line_of(draft)
        self._end_write(draft)

    def _end_write(self, draft: ProcessDraft) -> None:
        self._open.pop((draft.id, "stdout"), None)
        self._open.pop((draft.id, "stderr"), None)

    def wrote(self, draft: ProcessDraft, stream: str, data: bytes, t: float) -> None:
        """A chunk of output arrived. The socket may split one large write; it never joins two writers."""
        self.output_bytes += len(data)
        (draft.output if stream == "stdout" else draft.errors).append(data)
        chunks = self._open.get((draft.id, stream))
        if chunks is None:
            chunks = []
            self.event(draft, "write", t, stream=stream, text=chunks)
            self._open[draft.id, stream] = chunks
        chunks.append(data)

    def by_inner(self, inner_pid: int) -> ProcessDraft | None:
        """The latest process with that PID, as the program sees PIDs."""
        return self._by_inner.get(inner_pid)

    def by_outer(self, pid: int) -> ProcessDraft | None:
        """The latest process with that PID, as the observer sees PIDs."""
        return next((draft for draft in reversed(self._drafts) if draft.pid == pid), None)

    def finish(self, outcome: Outcome, virtual_seconds: float, blocked: tuple[Blocked, ...]) -> Trace:
        return Trace(
            program=self._program,
            schedule=self._schedule,
            seed=self._seed,
            outcome=outcome,
            virtual_seconds=virtual_seconds,
            processes=tuple(
                Process(
                    id=draft.id,
                    pid=draft.inner_pid,
                    parent=draft.parent.id if draft.parent else None,
                    ppid=draft.ppid,
                    role=draft.role,
                    command=draft.command,
                    born=draft.born,
                    exited=draft.exited,
                    exit_code=draft.exit_code,
                    signal=draft.signal,
                    reaped=draft.reaped or draft.vanished,
                    orphaned=draft.orphaned,
                    output=b"".join(draft.output).decode(*_TEXT),
                    errors=b"".join(draft.errors).decode(*_TEXT),
                )
                for draft in self._drafts
            ),
            events=tuple(Event(n=number, **_decoded(fields)) for number, fields in enumerate(self._in_order(), 1)),
            blocked=blocked,
        )


def _place(line: ThreadLine | None) -> dict[str, Any]:
    return {"where": line.where, "function": line.function} if line is not None else {}


def _decoded(fields: dict[str, Any]) -> dict[str, Any]:
    if fields["kind"] == "write":
        return {**fields, "text": b"".join(fields["text"]).decode(*_TEXT)}
    return fields
