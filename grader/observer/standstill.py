"""Does a run only sleep, in a way that no clock of ours ends?"""

from __future__ import annotations

import time
from collections.abc import Collection

from grader.observer.state import Task

_MOST_PER_LOOK = 0.05
"""The most seconds that one look adds: what passes while the observer itself has no processor proves nothing."""
_RUNNING, _DISK = "R", "D"


class Standstill:
    """How long every thread of a run has been seen asleep, from look to look.

    A thread that is ready to run, or in an uninterruptible sleep that is not a vfork's (a disk), may be the machine's
    fault: it ends the standstill.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._looked = time.monotonic()
        self._ran = -1

    def look(self, tasks: Collection[Task]) -> None:
        """See how the threads stand now."""
        now = time.monotonic()
        passed, self._looked = now - self._looked, now
        ran = sum(task.files.times_run() for task in tasks)
        if ran == self._ran and all(_sleeps(task) for task in tasks):
            self.seconds += min(passed, _MOST_PER_LOOK)
        else:
            self.seconds = 0.0
        self._ran = ran


def _sleeps(task: Task) -> bool:
    state = task.files.state()
    return state != _RUNNING and (state != _DISK or task.in_vfork)
