"""Where in the program's own files a process stands: the innermost line that is not a library's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from grader.observer import proc
from grader.observer.state import Image, LiveProcess, Task
from grader.python_stack.frames import Interpreter, ThreadLine, frames, interpreter

_NOT_THE_PROGRAMS = re.compile(r"^<frozen |/lib(64)?/python3(\.\d+)?/|/inside/\w+\.py$|^<string>$")
_ASKS_THE_FORK_SERVER = re.compile(r"/multiprocessing/(popen_)?forkserver\.py$")
_MOST_FRAMES = 50
_TRIES = 20
"""How often a process is asked whether it runs Python; a new program needs a moment until its interpreter is there."""


def is_own(line: ThreadLine) -> bool:
    """Whether a line stands in a file of the program's, not of a library's or of ours."""
    return not _NOT_THE_PROGRAMS.search(line.file)


def stack(live: LiveProcess, task: Task) -> Iterator[ThreadLine]:
    """The Python frames of a thread that stands still, innermost first; none if it runs no Python that we know."""
    running = _interpreter(live)
    return iter(()) if running is None else frames(running, live.read, _inner_tid(live, task))


def own_line(live: LiveProcess, task: Task, is_own: Callable[[ThreadLine], bool]) -> ThreadLine | None:
    """The innermost line of those that `is_own` picks that a thread has reached in this process.

    A child of a fork shares the frames of its maker: where it has not moved on from them, it is in no line of its own.
    """
    found = next(filter(is_own, stack(live, task)), None)
    return None if found is not None and found == live.forked_at else found


def asking_line(lives: Iterable[LiveProcess], is_own: Callable[[ThreadLine], bool]) -> ThreadLine | None:
    """The line at which a process asks the fork server for a child; None if none is asking.

    The fork is the fork server's, which has no line of the program's; the process that asked waits for its answer.
    """
    for live in lives:
        task = live.tasks.get(live.pid)
        if task is None or live.draft.role == "helper":
            continue
        found = list(islice(stack(live, task), _MOST_FRAMES))
        if any(_ASKS_THE_FORK_SERVER.search(line.file) for line in found):
            return next(filter(is_own, found), None)
    return None


def _interpreter(live: LiveProcess) -> Interpreter | None:
    image: Image = live.image
    if image.interpreter is None and image.tries < _TRIES:
        image.tries += 1
        image.interpreter = interpreter(live.pid, live.read)
    return image.interpreter


def _inner_tid(live: LiveProcess, task: Task) -> int:
    if task.tid == live.pid:
        return live.draft.inner_pid
    return proc.inner_pid(proc.status(task.tid)) or task.tid
