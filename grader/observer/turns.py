"""Which threads the schedule holds, and which of them goes on next."""

from __future__ import annotations

from grader.observer.quiet import all_blocked
from grader.observer.run_state import RunState
from grader.observer.schedules import MOST_OVERTAKEN, Candidate
from grader.observer.state import Task
from grader.observer.threads import Threads


class Turns:
    """The held threads of one run."""

    def __init__(self, run: RunState, threads: Threads) -> None:
        self._run = run
        self._threads = threads

    def newborn_blocked(self, maker: Task) -> bool:
        """Return whether the newborns that this thread waits for are blocked by themselves, or gone."""
        newborns = [task for live in self._run.lives.values() if live.maker is maker for task in live.tasks.values()]
        return not any(task.held == "parent" for task in newborns) and all_blocked(newborns)

    def held(self) -> list[Task]:
        """Return the threads that are held: makers (the youngest first), newborns, threads that wait for a turn.

        The maker of a vfork is not among them: it goes on when the exec of its child has been handled, whose
        descriptors are compared with its own.
        """
        held = [task for task in self._run.tasks.values() if task.held in ("parent", "schedule", "turn")]
        if not held:  # so it is nearly always
            return held
        in_exec = {live.vfork_parent for live in self._run.lives.values()}
        parents = [task for task in held if task.held == "parent" and task not in in_exec]
        newborns = [task for task in held if task.held == "schedule"]
        return parents[::-1] + newborns + [task for task in held if task.held == "turn"]

    def let_one_go(self, held: list[Task], *, most_overtaken: bool = False) -> None:
        """Let the youngest maker go, whose newborn is blocked, or else the one that the schedule picks.

        A thread that others have overtaken too often, or on demand the most often, goes first.
        """
        if held[0].held == "parent":
            self._threads.let_go(held[0])
            return
        task = max(held, key=lambda task: task.overtaken)
        if not most_overtaken and task.overtaken < MOST_OVERTAKEN:
            task = held[
                self._run.schedule.next_turn([Candidate(task.draft.id, task.draft.generation) for task in held])
            ]
        for other in held:
            other.overtaken += 1
        task.overtaken = 0
        self._threads.let_go(task)
