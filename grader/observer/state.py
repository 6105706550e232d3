"""How the observer sees threads and processes while they live, in its own terms: running, held, waiting."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from grader.observer import proc
from grader.observer.errors import BadMemory
from grader.observer.ptrace import Registers
from grader.observer.record import ProcessDraft
from grader.observer.schedules import Decision
from grader.python_stack.frames import Interpreter, ThreadLine

Held = Literal["schedule", "late", "parent", "nap", "exit", "turn"]
"""Why we keep a thread stopped: a newborn until no other can run, or until its time; a maker until its newborn is
blocked; one that only asks and never waits, for a moment; the last thread of a process that is slow to exit, until its
time; one that has come to a point where it waits for its turn."""


@dataclass
class Image:
    """What a program is since its last exec, shared with its forks until theirs."""

    static_data: tuple[tuple[int, int], ...] | None = None
    interpreter: Interpreter | None = None
    tries: int = 0
    """How often its interpreter has been looked for."""


@dataclass
class Wait:
    """A timed system call whose deadline the observer owns; `expire` puts what "time is up" means into registers.

    `began` is the virtual second at which it began and `place` where the trace was then; a sleep is recorded at once,
    another wait (`seconds` long) when its time is up.
    """

    deadline: int
    expire: Callable[[Registers], None]
    call: tuple[int, ...]
    began: float
    place: int
    seconds: float
    sleep: bool
    expired: bool = False


@dataclass(eq=False)
class LiveProcess:
    """A process that lives: its record, its threads, its memory."""

    draft: ProcessDraft
    image: Image
    tasks: dict[int, Task] = field(default_factory=dict)
    alarm_interval: int = 0
    timers: dict[int, int] = field(default_factory=dict)
    """Its POSIX timers: by their numbers, the run's numbers for them (timers.py)."""
    newborn: bool = False
    vforked: bool = False
    vfork_parent: Task | None = None
    decision: Decision = field(default_factory=Decision)
    maker: Task | None = None
    forked_at: ThreadLine | None = None
    """The line of its maker at which it was forked."""
    clocked: bool = False
    signalled: dict[int, bool] = field(default_factory=dict)
    """Its children (by id) that it has sent a signal since it waited last, and whether it has asked for them since."""
    cpu_mark: int = 0
    """Its CPU time when anything that it may wait for changed last."""
    _memory: int | None = None

    @property
    def pid(self) -> int:
        return self.draft.pid

    @property
    def memory(self) -> int:
        """A descriptor of /proc/PID/mem."""
        if self._memory is None:
            self._memory = os.open(f"/proc/{self.pid}/mem", os.O_RDWR | os.O_CLOEXEC)
        return self._memory

    def read(self, address: int, length: int) -> bytes:
        """Bytes of its memory, all `length` of them.

        Raises BadMemory where they are not there: the one way in which reading fails.
        """
        try:
            data = os.pread(self.memory, length, address)
        except (OSError, OverflowError) as error:
            raise BadMemory(errno.EFAULT, f"{length} bytes at {address:#x}: {error}") from error
        if len(data) != length:
            raise BadMemory(errno.EFAULT, f"{length} bytes at {address:#x}: only {len(data)} are there")
        return data

    def write(self, address: int, data: bytes) -> None:
        """Change its memory.

        Raises BadMemory where not all of it could be: the one way in which writing fails.
        """
        try:
            written = os.pwrite(self.memory, data, address)
        except (OSError, OverflowError) as error:
            raise BadMemory(errno.EFAULT, f"{len(data)} bytes at {address:#x}: {error}") from error
        if written != len(data):
            raise BadMemory(errno.EFAULT, f"{len(data)} bytes at {address:#x}: only {written} could be written")

    def forget_memory(self) -> None:
        """Its memory is another one (exec), or gone."""
        if self._memory is not None:
            os.close(self._memory)
            self._memory = None

    def cpu_ns(self) -> int:
        """CPU time that its present threads have used."""
        return sum(task.files.cpu_ns() for task in self.tasks.values())

    def holds_gil_lock(self, address: int) -> bool:
        """Whether an address is in the interpreter's static data, where the GIL is and no program's own lock."""
        if self.image.static_data is None:
            self.image.static_data = proc.static_data(self.pid)
        return any(start <= address < end for start, end in self.image.static_data)


@dataclass(eq=False)
class Task:
    """A thread. `held` says why it is stopped by us; `leave` is what to do when its system call ends."""

    tid: int
    live: LiveProcess
    files: proc.Thread
    held: Held | None = None
    listening: bool = False
    """In a group stop (SIGSTOP): it goes on when it is sent SIGCONT."""
    exiting: bool = False
    cpu_at_exit: int = 0
    """The CPU time that it had used when it was about to exit: the kernel does not tell it of a thread that is gone."""
    before_going: Callable[[], None] | None = None
    """What happens when it is let go: the last thread of a process that is slow to exit, exits."""
    in_vfork: bool = False
    wait: Wait | None = None
    interrupted: Wait | None = None
    """A timed wait that a signal has broken off; the same call again is the same wait."""
    restarting: tuple[int, ...] | None = None
    """A wait for children that the kernel will make again by itself."""
    leave: Callable[[Registers], None] | None = None
    overtaken: int = 0
    """How often another was let go while it was held."""
    polls: int = 0
    spinning_since: int | None = None
    cpu_at_nap: int = 0
    gil_deadline: bytes | None = None
    """The real deadline that we gave it while it waited for the GIL."""

    @property
    def draft(self) -> ProcessDraft:
        return self.live.draft

    def waits(self) -> None:
        """It waits as one should: it does not only ask again and again."""
        self.polls, self.spinning_since = 0, None
        self.live.signalled.clear()
