"""What is wrong, told once: failed checks by their cause, with the place in the handout and the student's own lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.grading.check_runner import SCHEDULES
from grader.observer.trace import Blocked, Event, Trace
from grader.results.model import CheckResult
from grader.workshop.checking import Checked
from grader.workshop.crash import Crash, crashes, own_line
from grader.workshop.handout import Place, place_of

_UNDER = re.compile(r" \((?:" + "|".join(map(re.escape, SCHEDULES.values())) + r")\)\.$")

_NO_NAMES = {
    None,
    "an exception",
    "exception",
    "not Python",
    "not implemented",
    "deadlock",
    "killed",
    "another outcome",
}


@dataclass(frozen=True)
class Stand:
    """Where one process stood when its run was ended: the student's line (path below exercises/, number, function)."""

    blocked: Blocked
    line: tuple[str, int, str] | None


@dataclass(frozen=True)
class Finding:
    """One cause, and every check that fails for it.

    `expected` are the sentences of these checks, `happened` what happened instead. `trace` is the run that showed it,
    None where nothing ran; `guilty` the moment to look at.
    """

    expected: tuple[str, ...]
    happened: str
    misconception: str | None
    schedule: str | None
    trace: Trace | None
    guilty: Event | None
    crash: Crash | None
    stands: tuple[Stand, ...]
    handout: Place | None

    @property
    def named(self) -> bool:
        """Whether the misconception's name says more than the sentence before it."""
        return self.misconception not in _NO_NAMES

    @property
    def implemented(self) -> bool:
        return self.misconception != "not implemented"


def findings(checked: Checked) -> tuple[Finding, ...]:
    """The causes of what failed, in the order of the checks."""
    groups: dict[object, list[CheckResult]] = {}
    for check in checked.checks:
        if check.reached and not check.passed:
            groups.setdefault(_cause(check), []).append(check)
    return tuple(_finding(checked, group) for group in groups.values())


def not_reached(checked: Checked) -> tuple[tuple[str, str], ...]:
    """The checks that could not be judged, each with its sentence and why."""
    return tuple(_parts(check) for check in checked.checks if not check.reached)


def passed(checked: Checked) -> tuple[str, ...]:
    """The sentences of the checks that hold."""
    return tuple(check.message for check in checked.checks if check.passed)


def _cause(check: CheckResult) -> object:
    """Equal for checks that fail for the same reason, whatever the schedule, the PIDs and the moment."""
    happened = _UNDER.sub(".", _parts(check)[1])
    return check.misconception, re.sub(r"\d+", "0", happened)


def _parts(check: CheckResult) -> tuple[str, str]:
    """What was expected and what happened, apart."""
    for divider, kept in ((" But ", ""), (" Not reached: ", ""), (" Not judged: ", "Not judged: ")):
        expected, found, happened = check.message.partition(divider)
        if found:
            return expected, kept + (happened if kept else happened[:1].upper() + happened[1:])
    return check.message, ""


def _finding(checked: Checked, group: list[CheckResult]) -> Finding:
    first = next((check for check in group if check.trace is not None), group[0])
    trace = first.trace
    guilty = None
    if trace is not None and first.guilty is not None:
        guilty = next((event for event in trace.events if event.n == first.guilty), None)
    # A run that ended in good order may still hold a traceback that the student meant to print.
    failed = trace is not None and (first.misconception == "an exception" or _an_exception_tells(trace))
    return Finding(
        expected=tuple(dict.fromkeys(_parts(check)[0] for check in group)),
        happened=_parts(first)[1],
        misconception=first.misconception,
        schedule=first.schedule,
        trace=trace,
        guilty=guilty,
        crash=next(crashes(trace, checked.folder), None) if trace is not None and failed else None,
        stands=tuple(_stand(blocked, checked) for blocked in trace.blocked) if trace is not None else (),
        handout=place_of(checked.exercise, first.misconception),
    )


def _an_exception_tells(trace: Trace) -> bool:
    return any(process.exit_code not in (0, None) for process in trace.processes) or trace.outcome != "finished"


def _stand(blocked: Blocked, checked: Checked) -> Stand:
    frames = ((frame.file, frame.line, frame.function) for frame in blocked.stack)
    return Stand(blocked, own_line(frames, checked.folder))
