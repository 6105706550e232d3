"""The Python stack of a process, read from outside with py-spy, and where it stands in the program's own code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from grader.observer import blocked
from grader.observer.limits import LONGEST_NAME
from grader.observer.state import Live
from grader.trace.model import Blocked, Frame

if TYPE_CHECKING:
    from grader.observer.tracer import Tracer

_SECONDS = 3
_MOST_FRAMES = 200
_NOT_THE_PROGRAMS = re.compile(r"^<frozen |/lib(64)?/python3(\.\d+)?/|/inside/\w+\.py$")


def explain(tracer: Tracer, live: Live) -> Blocked:
    """Where a process stands: its main thread's system call, what it waits for, its Python stack."""
    stack = read(live.pid)
    task = live.tasks.get(live.pid) or next(iter(live.tasks.values()), None)
    if task is None:
        return Blocked(live.draft.id, "exiting", None, _where(stack), stack)
    where = blocked.standing(tracer, task)
    return Blocked(live.draft.id, where.syscall, blocked.on(tracer, task, where), _where(stack), stack)


def _where(stack: tuple[Frame, ...]) -> str | None:
    own = next((frame for frame in stack if not _NOT_THE_PROGRAMS.search(frame.file)), None)
    return f"{os.path.basename(own.file)}:{own.line}" if own else None


def read(pid: int) -> tuple[Frame, ...]:
    """The stack of the main thread, innermost frame first; empty where py-spy cannot read one (no Python program)."""
    beside = os.path.join(os.path.dirname(sys.executable), "py-spy")
    program = beside if os.path.exists(beside) else shutil.which("py-spy")
    if program is None:
        return ()
    command = [program, "dump", "--nonblocking", "--json", "--pid", str(pid)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
        threads = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ()
    return _frames(pid, threads) if isinstance(threads, list) else ()


def _frames(pid: int, threads: list[dict[str, Any]]) -> tuple[Frame, ...]:
    if not threads:
        return ()
    main = next((thread for thread in threads if thread.get("os_thread_id") == pid), None)
    main = main or next((thread for thread in threads if thread.get("thread_name") == "MainThread"), threads[0])
    return tuple(
        Frame(frame["name"][:LONGEST_NAME], frame["filename"][-LONGEST_NAME:], frame["line"])
        for frame in main["frames"][:_MOST_FRAMES]
    )
