"""What is wrong, told once: failed checks by their cause, with the place in the handout and the student's own lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.course.misconceptions import Misconception, read_registry
from grader.results.causes import NO_NAMES, NOT_IMPLEMENTED, Cause, causes
from grader.results.model import CheckResult
from grader.traces.model import Blocked, Event, Trace
from grader.workshop.checking import Checked
from grader.workshop.crash import Crash, crashes, own_line
from grader.workshop.handout import HandoutPlace, place_of, place_on_card


@dataclass(frozen=True)
class StudentStand:
    """Where one process stood when its run was ended: the student's line (path below exercises/, number, function)."""

    blocked: Blocked
    line: tuple[str, int, str] | None


@dataclass(frozen=True)
class Finding:
    """One cause, with the check that tells it and the others that fail for it.

    `guilty` is the moment to look at in the run that showed it; nothing of a run is known where none was made.
    """

    cause: Cause
    guilty: Event | None
    crash: Crash | None
    stands: tuple[StudentStand, ...]
    handout: HandoutPlace | None
    card: Misconception | None

    @property
    def told(self) -> CheckResult:
        """The check that tells the cause."""
        return self.cause.told

    @property
    def trace(self) -> Trace | None:
        """The run that showed it; None if nothing ran."""
        return self.told.trace

    @property
    def misconception(self) -> str | None:
        return self.told.misconception

    @property
    def named(self) -> bool:
        """Whether the misconception's name says more than the sentence before it."""
        return self.misconception not in NO_NAMES

    @property
    def implemented(self) -> bool:
        return self.misconception != NOT_IMPLEMENTED


def findings(checked: Checked) -> tuple[Finding, ...]:
    """The causes of what failed, in the order of the checks."""
    found = causes(checked.checks)
    cards = read_registry(checked.course).cards if found else {}
    return tuple(_finding(checked, cause, cards.get(cause.told.misconception or "")) for cause in found)


def not_reached(checked: Checked) -> tuple[CheckResult, ...]:
    """The checks that were not judged."""
    return tuple(check for check in checked.checks if not check.reached)


def passed(checked: Checked) -> tuple[str, ...]:
    """The sentences of the checks that hold."""
    return tuple(check.expected for check in checked.checks if check.passed)


def _finding(checked: Checked, cause: Cause, card: Misconception | None) -> Finding:
    told = cause.told
    trace = told.trace
    guilty = None
    if trace is not None and told.guilty is not None:
        guilty = next((event for event in trace.events if event.n == told.guilty), None)
    # A run that ended in good order may still hold a traceback that the student meant to print.
    failed = trace is not None and (told.misconception == "an exception" or _an_exception_tells(trace))
    return Finding(
        cause=cause,
        guilty=guilty,
        crash=_crash(trace, checked.folder) if trace is not None and failed else None,
        stands=tuple(_stand(blocked, checked) for blocked in trace.blocked) if trace is not None else (),
        handout=place_on_card(checked.course, card) or place_of(checked.exercise, told.misconception),
        card=card,
    )


def _an_exception_tells(trace: Trace) -> bool:
    return any(process.exit_code not in (0, None) for process in trace.processes) or trace.outcome != "finished"


def _stand(blocked: Blocked, checked: Checked) -> StudentStand:
    frames = ((frame.file, frame.line, frame.function) for frame in blocked.stack)
    return StudentStand(blocked, own_line(frames, checked.folder))


def _crash(trace: Trace, folder: Path) -> Crash | None:
    """The exception to show: main's, or one that passed through the student's lines. A scenario's own may be meant."""
    found = crashes(trace, folder)
    return next((crash for crash in found if crash.lines or crash.process == trace.main.id), None)
