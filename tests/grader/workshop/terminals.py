"""A real terminal (tmux) with a student at it: keys go in, the screen is looked at until it shows what it must."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from students import Student

DEADLINE_SECONDS = 120
"""How long a busy machine may take; nothing is concluded from how long it took."""

_SETS_A_SIZE = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")


@dataclass(frozen=True)
class Terminal:
    """One terminal; `socket` is its tmux server's own."""

    socket: str

    def tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, "-f", "/dev/null", *words], capture_output=True, text=True, check=True,
            timeout=60, env={name: value for name, value in os.environ.items() if name not in _SETS_A_SIZE},
        )  # fmt: skip
        return done.stdout

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tmux("send-keys", "-t", "0", key)

    def screen(self, *, colours: bool = False) -> str:
        return self.tmux("capture-pane", "-p", "-t", "0", *(["-e"] if colours else []))

    def shows(self, *texts: str, but_not: str = "\0") -> str:
        """The screen, once it shows all of the texts."""
        end = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < end:
            screen = self.screen()
            # What is too long for a line goes on in the next one.
            flowing = " ".join(screen.split())
            if all(text in screen or text in flowing for text in texts) and but_not not in screen:
                return screen
            time.sleep(0.05)
        raise AssertionError(f"never seen: {texts} without {but_not!r}; the screen is:\n{self.screen()}")


@contextmanager
def terminal(
    student: Student, *words: str, width: int = 100, height: int = 60, **environment: str
) -> Iterator[Terminal]:
    """A terminal in the student's folder in which `grader WORDS` runs; afterwards it says "ended with CODE"."""
    it = Terminal(f"grader-test-{uuid.uuid4().hex[:12]}")
    variables = student.environment(**environment)
    wanted = ["PYTHONPATH", "PATH", *environment, "PYTHONIOENCODING"]
    assignments = [f"{name}={shlex.quote(variables[name])}" for name in wanted if name in variables]
    command = " ".join(
        ["env", "-u", "DISPLAY", "-u", "BROWSER", *assignments, shlex.quote(sys.executable), "-m", "grader", *words]
    )
    try:
        it.tmux(
            "new-session", "-d", "-x", str(width), "-y", str(height), "-c", str(student.root),
            # The key C-c is for the grader; without the trap some shells end with it.
            f"trap : INT; {command}; echo ended with $?; exec cat",
        )  # fmt: skip
        yield it
    finally:
        subprocess.run(["tmux", "-L", it.socket, "kill-server"], capture_output=True, check=False, timeout=60)
