"""Newborn processes: what the schedule decided about them, and which are Python's own helpers."""

from __future__ import annotations

import os
import re
import signal

from grader.observer import proc
from grader.observer.schedules import Decision
from grader.observer.state import Live, Task

_HELPERS = (
    re.compile(r"from multiprocessing\.resource_tracker import main;main\((?P<fd>\d+)\)"),
    re.compile(r"from multiprocessing\.forkserver import main; main\((?P<fd>\d+), \d+, .*\)", re.S),
)
"""What multiprocessing/resource_tracker.py and forkserver.py give to `python -c` (CPython 3.11 to 3.14)."""


def plan(live: Live, maker: Task | None, decision: Decision) -> None:
    """Keep what was decided about a newborn; `maker`, which must be stopped, waits where the decision says so."""
    live.decision = decision
    if decision.parent_waits and maker is not None:
        maker.held = "parent"
        live.maker = maker


def is_helper(live: Live, arguments: tuple[str, ...]) -> bool:
    """Whether a process that has just been made by vfork and exec is Python's resource tracker or fork server.

    The command line alone would be a claim. A helper is the very interpreter of its parent, runs exactly the standard
    library's line, and reads from a descriptor that it inherited as a pipe or socket that its parent holds, too.
    """
    parent = live.draft.parent
    if parent is None or len(arguments) < 3 or arguments[-2] != "-c":
        return False
    match = next(filter(None, (pattern.fullmatch(arguments[-1]) for pattern in _HELPERS)), None)
    if match is None or proc.executable(live.pid) != proc.executable(parent.pid):
        return False
    inherited = proc.descriptor(live.pid, int(match["fd"]))
    if inherited is None or not inherited.startswith(("pipe:", "socket:")):
        return False
    return inherited.startswith("socket:") or inherited in proc.descriptors(parent.pid).values()


def signal_name(number: int) -> str:
    """"SIGTERM"; for a real-time signal without a name "SIGRTMIN+3"."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"


def group_of(live: Live) -> int | None:
    """The process group, as the observer sees it; None if the process is gone."""
    try:
        return os.getpgid(live.pid)
    except ProcessLookupError:
        return None
