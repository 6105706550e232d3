"""What may be done to a stopped thread: it goes on, its call is answered in the kernel's place, its hold ends."""

from __future__ import annotations

import contextlib

from grader.observer import ptrace
from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.schedules import TurnPoint
from grader.observer.state import Task


class Threads:
    """Lets the stopped threads of one run go on."""

    def __init__(self, run: RunState) -> None:
        self._run = run

    def resume(self, task: Task, request: int = ptrace.CONT, number: int = 0) -> None:
        """A stopped thread goes on, unless a signal has killed it while it was stopped."""
        self._run.latest = task
        with contextlib.suppress(ProcessLookupError):
            ptrace.resume(task.tid, request, number)

    def let_go(self, task: Task) -> None:
        """A held thread goes on."""
        if task.held == "parent":
            for live in self._run.lives.values():
                if live.maker is task:
                    live.maker = None
        task.held = None
        before, task.before_going = task.before_going, None
        if before is not None:
            before()
        self._run.clock.forget(task.tid)
        self._run.changed()
        self.resume(task, ptrace.SYSCALL if task.leave else ptrace.CONT)

    def goes_on(self, task: Task, point: TurnPoint) -> None:
        """A stopped thread goes on, or is held if the schedule makes it wait for its turn."""
        run = self._run
        if (
            run.virtual
            and run.schedule.takes_turns
            and task.draft.role != "helper"
            and run.schedule.turn_ends(task.draft.id, point)
        ):
            task.held = "turn"
        else:
            self.resume(task)

    def skip(self, task: Task, registers: Registers, result: int) -> None:
        """A system call at its entry is not made; the program sees `result`."""
        self.answer(registers, result)
        self.resume(task)

    def answer(self, registers: Registers, result: int) -> None:
        """A system call at its entry is not made; the program sees `result` when it goes on."""
        registers.number = -1
        registers.result = result
        registers.write()
