"""Which processes Python starts for itself: the resource tracker and the fork server of multiprocessing."""

from __future__ import annotations

import re

from grader.observer import proc
from grader.observer.state import Live

_LINES = (
    re.compile(r"from multiprocessing\.resource_tracker import main;main\((?P<fd>\d+)\)"),
    re.compile(r"from multiprocessing\.forkserver import main; main\((?P<fd>\d+), \d+, .*\)", re.S),
)
"""What multiprocessing/resource_tracker.py and forkserver.py give to `python -c` (CPython 3.11 to 3.14)."""


def is_helper(live: Live, arguments: tuple[str, ...]) -> bool:
    """Whether a process that has just been made by vfork and exec is one of Python's own.

    The command line alone would be a claim. A helper is the very interpreter of its parent, runs exactly the standard
    library's line, and reads from a descriptor that it inherited as a pipe or socket that its parent holds, too.
    """
    parent = live.draft.parent
    if parent is None or len(arguments) < 3 or arguments[-2] != "-c":
        return False
    match = next(filter(None, (pattern.fullmatch(arguments[-1]) for pattern in _LINES)), None)
    if match is None or proc.executable(live.pid) != proc.executable(parent.pid):
        return False
    inherited = proc.descriptor(live.pid, int(match["fd"]))
    if inherited is None or not inherited.startswith(("pipe:", "socket:")):
        return False
    return inherited.startswith("socket:") or inherited in proc.descriptors(parent.pid).values()
