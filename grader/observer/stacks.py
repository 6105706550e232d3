"""Where a process stands when its run is ended: its main thread's system call, its Python stack, what it waits for."""

from __future__ import annotations

from itertools import islice, takewhile

from grader.observer import blocked, lines
from grader.observer.limits import LONGEST_NAME
from grader.observer.run_state import RunState
from grader.observer.state import LiveProcess
from grader.traces.model import Blocked, Frame

_MOST_FRAMES = 50
"""A recursion without end has thousands."""


def explain(run: RunState, live: LiveProcess) -> Blocked:
    """Where a process stands; of its threads the main one tells."""
    task = live.tasks.get(live.pid) or next(iter(live.tasks.values()), None)
    if task is None:
        return Blocked(live.draft.id, "exiting", None, None)
    # What its maker had reached when it forked the process is where it comes from, and nothing that it does.
    found = islice(takewhile(lambda line: line != live.forked_at, lines.stack(live, task)), _MOST_FRAMES)
    stack = tuple(Frame(line.function[:LONGEST_NAME], line.file[-LONGEST_NAME:], line.line) for line in found)
    where = blocked.standing(run, task)
    own = lines.own_line(live, task, run.is_own or lines.is_own)
    at = own.where if own is not None else None
    return Blocked(live.draft.id, where.syscall, blocked.on(run, task, where), at, stack, blocked.unwritten(run, live))
