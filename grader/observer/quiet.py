"""Is everybody blocked, and in what? The proof on which the clock and the word deadlock rest."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from grader.observer import blocked, stacks
from grader.observer.state import Task
from grader.observer.trace import Blocked

if TYPE_CHECKING:
    from grader.observer.tracer import Tracer



class Quiet:
    """Looks at how the threads of one tracer's tree stand; `since` is when they were first seen all blocked."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self.since = time.monotonic()
        self._was_quiet = False

    def moved(self) -> None:
        """Something ran."""
        self._was_quiet = False

    def everybody(self, tasks: Iterable[Task]) -> bool:
        """Whether there was an instant at which all of these threads were blocked together.

        First every thread is seen off the processor, in a system call; then each is seen not to have been put on a
        processor since, and not to be about to be. So all were blocked when the second look began.
        """
        first = []
        for task in tasks:
            if task.held is not None or task.listening:
                continue
            runs = task.files.times_run()
            if task.files.blocked_in() is None:
                return False
            first.append((task, runs))
        for task, runs in first:
            if not _is_blocked(task):
                return False
            if task.files.times_run() != runs:
                return False
        if not self._was_quiet:
            self.since = time.monotonic()
            self._was_quiet = True
        return True

    def waits_for_outside(self) -> bool:
        """Whether something outside the tree may wake somebody in it."""
        return any(
            blocked.outside(self._tracer, task)
            for task in self._tracer.tasks.values()
            if task.held is None and not task.listening
        )

    def may_wake_by_itself(self) -> bool:
        """In real time: whether the kernel, or something outside, may wake somebody."""
        tasks = [task for task in self._tracer.tasks.values() if task.held is None]
        return any(
            task.listening or blocked.timed(self._tracer, task) or blocked.outside(self._tracer, task)
            for task in tasks
        )

    def explain(self) -> tuple[Blocked, ...]:
        """Where every process stands, with its Python stack."""
        return tuple(stacks.explain(self._tracer, live) for live in list(self._tracer.lives.values()))


def _is_blocked(task: Task) -> bool:
    """Asleep; the maker of a vfork sleeps uninterruptibly, and a leader that exits before its threads is a zombie."""
    state = task.files.state()
    return state == "S" or (state == "D" and task.in_vfork) or (state == "Z" and len(task.live.tasks) > 1)
