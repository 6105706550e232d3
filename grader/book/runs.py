"""Run a handout's programs and compare their output with what the handout says."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.book.programs import ExpectedOutput, HandoutProgram
from grader.observer.limits import TRACING
from grader.observer.run import observe
from grader.traces.model import Trace

_ANY = "..."
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Ran:
    """The output of a command, stdout and stderr together, and the run itself if it was watched here."""

    printed: str
    trace: Trace | None


def differences(program: HandoutProgram, python: str, minor: int, folder: Path) -> Iterator[str]:
    """Return the differences between what the handout says and what the program prints, as sentences."""
    outputs = program.outputs_on(minor)
    if not outputs:
        yield f"{program.unit}/README.md:{program.line}: {program.name} has no output for Python 3.{minor}"
    for output in outputs:
        ran = run(program, output, python, folder)
        pids = _pids(ran.trace) if ran.trace is not None else None
        if not matches(output.text, ran.printed, ordered=program.ordered, pids=pids):
            yield (
                f"{program.unit}/README.md:{program.line}: {' '.join(output.command)} on Python 3.{minor} prints\n"
                f"{ran.printed}where the handout says\n{output.text}"
            )


def run(program: HandoutProgram, output: ExpectedOutput, python: str, folder: Path) -> Ran:
    """Run one command that the handout shows, in the folder."""
    (folder / program.name).write_text(program.text, encoding="utf-8")
    command = list(output.command)
    if command[:1] == ["time"]:
        command = command[1:]
    piped = command[-2:] == ["|", "cat"]
    if piped:
        command = command[:-2]
    if command[:2] == ["grader", "trace"]:
        return _by_command_line(command[2:], python, folder)
    if command[:1] != ["python"]:
        raise ValueError(f"{program.unit}/README.md:{program.line}: there is no way to run {' '.join(command)!r} here")
    trace = watched([python, *command[1:]], folder, terminal=not piped)
    written = "".join(event.text or "" for event in trace.events if event.kind == "write")
    return Ran(written.replace("\r\n", "\n").replace(f"{folder}{os.sep}", ""), trace)


def watched(argv: list[str], folder: Path, *, terminal: bool = True) -> Trace:
    """The run of a program in a folder; sleeps cost nothing in it."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_THEIRS}
    with contextlib.chdir(folder):
        return observe(
            argv,
            environment={**environment, "PYTHON_COLORS": "0", "PYTHONIOENCODING": "utf-8"},
            limits=TRACING,
            terminal=terminal,
            on_output=lambda stream, data: None,
        )


_NOT_THEIRS = ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "FORCE_COLOR")


def _by_command_line(words: list[str], python: str, folder: Path) -> Ran:
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_THEIRS}
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "grader", "trace", "--python", python, *words],
        cwd=folder, env={**environment, "COLUMNS": "120", "PYTHONPATH": root, "PYTHON_COLORS": "0"}, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    return Ran(done.stdout, None)


def matches(expected: str, printed: str, *, ordered: bool = True, pids: set[str] | None = None) -> bool:
    """Return whether the output is the expected one: PIDs may differ if they differ throughout, "..." is any
    lines, or any text within a line.

    `pids` are the PIDs of that run; without them any number may stand for any other, in the same way.
    """
    wanted, got = _lines(expected), _lines(printed)
    if not ordered:
        return len(wanted) == len(got) and _any_order(wanted, got, {}, pids)
    return _in_order(wanted, got, {}, pids)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def _in_order(wanted: list[str], got: list[str], names: dict[str, str], pids: set[str] | None) -> bool:
    if not wanted:
        return not got
    if wanted[0].strip() == _ANY:
        return any(_in_order(wanted[1:], got[at:], dict(names), pids) for at in range(len(got) + 1))
    if not got:
        return False
    more = _same(wanted[0], got[0], names, pids)
    return more is not None and _in_order(wanted[1:], got[1:], more, pids)


def _any_order(wanted: list[str], got: list[str], names: dict[str, str], pids: set[str] | None) -> bool:
    if not wanted:
        return True
    for at, line in enumerate(got):
        more = _same(wanted[0], line, names, pids)
        if more is not None and _any_order(wanted[1:], got[:at] + got[at + 1 :], more, pids):
            return True
    return False


def _same(wanted: str, got: str, names: dict[str, str], pids: set[str] | None) -> dict[str, str] | None:
    """Which number of the handout is which of the run, if the lines are the same but for these; else None."""
    if _ANY in wanted:
        pattern = ".*".join(re.escape(part) for part in wanted.split(_ANY))
        return names if re.fullmatch(pattern, got) else None
    if _NUMBER.sub("#", " ".join(wanted.split())) != _NUMBER.sub("#", " ".join(got.split())):
        return None
    names = dict(names)
    for ours, theirs in zip(_NUMBER.findall(wanted), _NUMBER.findall(got), strict=True):
        is_pid = len(ours) > 2 and (pids is None or theirs in pids)
        if not is_pid and ours != theirs:
            return None
        if is_pid and names.setdefault(ours, theirs) != theirs:
            return None
    return names


def _pids(trace: Trace) -> set[str]:
    return {str(number) for process in trace.processes for number in (process.pid, process.ppid)} | {"1"}
