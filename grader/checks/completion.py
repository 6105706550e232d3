"""The reason why a scenario never came to its end, which holds for every check of the run."""

from __future__ import annotations

import re

from grader.checks.facts import CheckFailed, Facts, Moment, ProcessFacts
from grader.results.causes import NOT_IMPLEMENTED

_LIMITS = {
    "waits-for-ever": ("waits for ever", "your program waited in real time for something that never came"),
    "cpu-limit": ("endless loop", "your program used all of its CPU time without coming to an end"),
    "wall-limit": ("never ends", "your program did not come to an end"),
    "time-limit": ("waits for ever", "your program was still sleeping or polling after {seconds:,.0f} virtual seconds"),
    "output-limit": ("endless output", "your program printed without end"),
    "process-limit": ("fork bomb", "your program created more and more processes, until it was stopped"),
    "memory-limit": ("too much memory", "your program used more memory than it may"),
}
_ALLOWED = {
    "cpu-limit": "{0.cpu_seconds:g} seconds of computing",
    "time-limit": "{0.virtual_seconds:,.0f} virtual seconds",
    "output-limit": "{0.output_bytes:,} bytes, and {0.events:,} events",
    "process-limit": "{0.processes:,} processes at once, and {0.births:,} in all",
    "memory-limit": "{0.memory_bytes:,} bytes",
}
_LONGEST = 1_000
"""How much of an exception's text is told: it goes into every check's message, and these into every report."""
_FRAME = re.compile(r'^  File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<function>.+)$', re.M)
_NOT_THE_STUDENTS = re.compile(r"/scenarios/|/inside/|/lib/python3|^<frozen")


def why_unfinished(facts: Facts) -> CheckFailed | None:
    """The failure of every check that needs a finished run; None if the scenario came to its end."""
    trace = facts.trace
    if trace.outcome == "deadlock":
        return CheckFailed("deadlock", _deadlock(facts), _last(facts))
    if trace.outcome != "finished":
        misconception, sentence = _LIMITS[trace.outcome]
        where = next((f" (it was at {b.where})" for b in trace.blocked if b.where), "")
        if trace.outcome in _ALLOWED:
            where += f"; a run may use {_ALLOWED[trace.outcome].format(facts.limits)}"
        return CheckFailed(misconception, sentence.format(seconds=trace.virtual_seconds) + where, _last(facts))
    if facts.completed:
        return None
    main = facts.main
    raised = exception(main)
    if raised is not None and raised.startswith("NotImplementedError"):
        return CheckFailed(NOT_IMPLEMENTED, "this exercise is not implemented yet")
    if raised is not None and main.exit_code == 1:
        return CheckFailed("an exception", f"your code raised {raised}", [exception_line(main), main.exit])
    if main.signal is not None:
        return CheckFailed("killed", f"the main process was killed by {main.signal}", main.exit)
    return CheckFailed(
        "ends the main process",
        f"the main process ended with exit code {main.exit_code} before your function returned (often: sys.exit, "
        "exit or os._exit in the wrong place)",
        main.exit,
    )


def exception(process: ProcessFacts) -> str | None:
    """The exception whose traceback the process left on stderr, with the student's line; None without one."""
    start = process.errors.rfind("Traceback (most recent call last):")
    if start < 0:
        return None
    text = process.errors[start:]
    last = next((line for line in reversed(text.splitlines()) if line and not line.startswith(" ")), "")
    if not last or last.startswith("Traceback"):
        return None
    own = [match for match in _FRAME.finditer(text) if of_the_student(match["file"])]
    where = f" ({own[-1]['file'].rpartition('/')[2]}, line {own[-1]['line']})" if own else ""
    return (last if len(last) <= _LONGEST else last[:_LONGEST] + "…") + where


def exception_line(process: ProcessFacts) -> int | None:
    """The student's innermost line in the last traceback of the process; None if it passes through none."""
    own = [match for match in _FRAME.finditer(_traceback(process)) if of_the_student(match["file"])]
    return int(own[-1]["line"]) if own else None


def of_the_student(file: str) -> bool:
    """Whether a file of a traceback or a stack is the student's, and no library's, scenario's or ours."""
    return not _NOT_THE_STUDENTS.search(file)


def _traceback(process: ProcessFacts) -> str:
    """The last traceback that the process left on stderr; empty without one."""
    start = process.errors.rfind("Traceback (most recent call last):")
    return process.errors[start:] if start >= 0 else ""


def through_own_code(process: ProcessFacts) -> bool:
    """Whether the last traceback of the process passes through a line of the student's."""
    return any(of_the_student(match["file"]) for match in _FRAME.finditer(_traceback(process)))


def scenario_frame(process: ProcessFacts) -> tuple[int | None, str]:
    """The scenario's innermost line in the last traceback of the process, and the exception's last line."""
    text = _traceback(process)
    lines = [int(match["line"]) for match in _FRAME.finditer(text) if "/scenarios/" in match["file"]]
    said = next((line for line in reversed(text.splitlines()) if line and not line.startswith(" ")), "")
    return lines[-1] if lines else None, said


def _last(facts: Facts) -> Moment | None:
    return Moment(facts, facts.trace.events[-1]) if facts.trace.events else None


def _deadlock(facts: Facts) -> str:
    """Which process waits where for which, one clause per process."""
    clauses = []
    for blocked in facts.trace.blocked:
        process = facts.process(blocked.process)
        if process.record.role == "helper":
            continue
        where = f" at {blocked.where}" if blocked.where else ""
        if isinstance(blocked.on, int):
            what = f"for {facts.process(blocked.on)} to end"
        elif blocked.on == "any child":
            what = "for a child to end"
        elif blocked.on in ("pipe", "socket"):
            what = f"on a {blocked.on} that no process will ever write to or read from"
        elif blocked.on == "lock":
            what = "for a lock or semaphore that no process will release"
        else:
            what = f"in {blocked.syscall}"
        clauses.append(f"{process} waits{where} {what}")
    return "a deadlock, in which every process waits and none can go on: " + "; ".join(clauses)
