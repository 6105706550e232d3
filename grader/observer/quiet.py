"""Are all threads blocked, and in what? The proof on which the clock and the word deadlock rest."""

from __future__ import annotations

import time
from collections.abc import Collection

from grader.observer import blocked, stacks
from grader.observer.run_state import RunState
from grader.observer.state import Task
from grader.traces.model import Blocked


class Quiet:
    """Looks at how the threads of one run's tree stand; `since` is when they were first seen all blocked."""

    def __init__(self, run: RunState) -> None:
        self._run = run
        self.since = time.monotonic()
        self._was_quiet = False

    def moved(self) -> None:
        """Note that something ran."""
        self._was_quiet = False

    def everybody(self) -> bool:
        """Whether there was an instant at which the whole tree was blocked."""
        if not all_blocked(self._run.tasks.values(), latest=self._run.latest):
            return False
        if not self._was_quiet:
            self.since = time.monotonic()
            self._was_quiet = True
        return True

    def waits_for_outside(self) -> bool:
        """Whether a person or another program may wake a thread by what it sends or writes."""
        return any(blocked.outside(self._run, task) for task in self._awake())

    def waits_for_signal(self) -> bool:
        """Whether a thread waits for a signal, which any process outside may send."""
        return not self._run.closed and any(blocked.for_signal(self._run, task) for task in self._awake())

    def may_wake_by_itself(self) -> bool:
        """In real time: whether the kernel may wake a thread after a time."""
        return any(blocked.timed(self._run, task) for task in self._awake())

    def _awake(self) -> list[Task]:
        return [task for task in self._run.tasks.values() if task.held is None and not task.listening]

    def explain(self) -> tuple[Blocked, ...]:
        """Where every process stands, with its Python stack."""
        return tuple(stacks.explain(self._run, live) for live in list(self._run.lives.values()))


def all_blocked(tasks: Collection[Task], latest: Task | None = None) -> bool:
    """Whether there was an instant at which all of these threads were blocked together.

    First every thread is seen off the processor; then each is seen asleep, and not to have been put on a processor
    since. So all were blocked when the second look began. One that has not run since an earlier proof needs no first
    look. One that is held, or stopped by SIGSTOP, is blocked unless an event of it is to come. `latest`, the one let
    go last, is asked first: most often it still runs.
    """
    may_run = latest is not None and latest.held is None and latest.tid in latest.live.tasks
    if latest is not None and may_run and not latest.files.off_processor():
        return False
    first = []
    for task in tasks:
        if task.held is not None or task.listening:
            if task.files.state() not in ("t", "T"):  # it was killed, or sent SIGCONT
                return False
            continue
        runs = task.files.times_run()
        if not task.files.proved_at(runs) and not task.files.off_processor():
            return False
        first.append((task, runs))
    for task, runs in first:
        if not _is_asleep(task) or task.files.times_run() != runs:
            return False
        task.files.prove(runs)
    return True


def _is_asleep(task: Task) -> bool:
    """In state S; the maker of a vfork is in D (uninterruptible), a leader that has left its threads behind in Z.

    Only the state letter tells: a thread that has been woken by another processor but is not in a queue yet
    (TASK_WAKING) counts as "not running" in /proc/TID/syscall, and has not been put on a processor.
    """
    state = task.files.state()
    return state == "S" or (state == "D" and task.in_vfork) or (state == "Z" and len(task.live.tasks) > 1)
