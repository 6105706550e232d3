"""The plain mode: what can be judged where nobody can watch processes (macOS, Windows, a container without ptrace).

A scenario runs as an ordinary program, once, in real time. What is known of it: the marks that its processes made, in
the order in which they reached a file, each with the PID that its maker claims; main's exit code and stderr. A check
that asks for more - when a process began or ended, which collected which, which wrote what, how much time went by - is
not judged. Nothing is concluded from what was not seen.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from grader.checks.facts import Facts, Moment, ProcessFacts
from grader.checks.vocabulary import SCHEDULES, Check, Scenario
from grader.course.contents import Exercise
from grader.grading.check_runner import CheckRunner, NeedsWitness
from grader.grading.faults import scenario_file
from grader.grading.inputs import drawn_inputs
from grader.results.causes import UNFORESEEN
from grader.results.model import CheckResult
from grader.sandbox.scratch import scratch_folder
from grader.traces.model import Event, EventKind, Process, Trace

_INSIDE = Path(__file__).parent / "inside"
SECONDS = 45
"""How long a run may take, in real time."""


def notice(reason: str) -> str:
    """What to tell the student before the results."""
    return (
        f"Plain mode: the processes are not watched, because {reason.rstrip('.')}.\n"
        "Your programs run in real time, once; what takes a witness is marked · and not judged.\n"
        "To have everything judged: open this folder in its dev container (.devcontainer/), or work on Linux"
        f"{' under WSL' if sys.platform == 'win32' else ''}; `grader doctor` says more."
    )


def why_not_here(exercise: Exercise) -> str | None:
    """Why an exercise cannot be done on this system at all; None if it can."""
    if exercise.unit == "fork" and not hasattr(os, "fork"):
        return (
            "This unit is about os.fork, which does not exist on Windows: its system makes a process anew, from a "
            "program, and never by a copy. Do it in the dev container (.devcontainer/) or under WSL; the other units "
            "work here."
        )
    return None


def _only_the_kernel(what: str) -> NoReturn:
    raise NeedsWitness(f"only a witness knows {what}")


@dataclass(frozen=True)
class _Moment(Moment):
    @property
    def t(self) -> float:
        _only_the_kernel("how much time went by in the program itself")


@dataclass(frozen=True)
class _PlainProcess(ProcessFacts):
    """A process, of which only what it said itself is known; of main, also its end."""

    @property
    def exit_code(self) -> int | None:
        return self.record.exit_code if self.is_main else _only_the_kernel("how a child ended")

    @property
    def signal(self) -> str | None:
        return self.record.signal if self.is_main else _only_the_kernel("how a child ended")

    @property
    def reaped(self) -> bool:
        _only_the_kernel("which process collected which")

    @property
    def orphaned(self) -> bool:
        _only_the_kernel("which process outlived which")

    @property
    def output(self) -> str:
        _only_the_kernel("which process wrote what")

    @property
    def errors(self) -> str:
        return self.record.errors if self.is_main else _only_the_kernel("which process wrote what")

    @cached_property
    def born(self) -> Moment | None:
        _only_the_kernel("when a process started")

    @cached_property
    def exit(self) -> Moment | None:
        if self.is_main:
            return next(iter(self.events("exit")), None)
        _only_the_kernel("when a child ended")

    @cached_property
    def collected(self) -> Moment | None:
        _only_the_kernel("which process collected which")

    def events(self, kind: EventKind) -> list[Moment]:
        if kind != "mark" and not (kind == "exit" and self.is_main):
            _only_the_kernel(f"of a process's {kind} calls")
        return [moment for moment in self.facts.of_kind(kind) if moment.event.process == self.id]


class PlainFacts(Facts):
    """The facts of a run that nobody watched; what they do not hold raises NeedsWitness."""

    @cached_property
    def _processes(self) -> tuple[ProcessFacts, ...]:
        return tuple(_PlainProcess(self, process) for process in self.trace.processes)

    @cached_property
    def _moments(self) -> dict[EventKind, list[Moment]]:
        moments: dict[EventKind, list[Moment]] = {}
        for event in self.trace.events:
            moments.setdefault(event.kind, []).append(_Moment(self, event))
        return moments

    def of_kind(self, kind: EventKind) -> list[Moment]:
        return self._moments.get(kind, []) if kind in ("mark", "exit") else _only_the_kernel(f"of {kind} calls")


class PlainCheckRunner(CheckRunner):
    """Judges from claims: a check that needs more is not judged."""

    def schedules_of(self, check: Check) -> Sequence[str]:
        return ("natural",)

    def judge(self, function: Callable[..., None], check: Check, exercise: Exercise) -> CheckResult:
        result = super().judge(function, check, exercise)
        if result.misconception == UNFORESEEN:
            # It took something for granted that a trace always has.
            result = _not_judged(result, "only a witness sees all that it asks for")
            self.results[exercise.key][-1] = result
        if result.passed or not result.reached or set(SCHEDULES) <= set(check.schedules) or not result.trace:
            return result
        if result.misconception in ("an exception", "not implemented", "ends the main process"):
            return result
        # Such a check leaves out a schedule, so it depends on which is faster; here that is the machine's load.
        result = _not_judged(result, "in real time the outcome depends on how busy the machine is")
        self.results[exercise.key][-1] = result
        return result


def _not_judged(result: CheckResult, why: str) -> CheckResult:
    """The same result as that of a check which this machine cannot judge."""
    return replace(result, reached=False, misconception=None, happened=None, schedule=None, trace=None, moments=(),
                   unjudged=why)  # fmt: skip


class PlainRuns:
    """Plays each scenario once, in real time, with the student's files in the folder `submission`."""

    def __init__(self, submission: Path, scenarios: Path, seed: str, seconds: float = SECONDS) -> None:
        self._submission = submission
        self._scenarios = scenarios
        self._seed = seed
        self._seconds = seconds
        self._played: dict[int, PlainFacts | NeedsWitness] = {}

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts:
        """The facts of that run.

        Raises NeedsWitness if it did not end in time.
        """
        if id(scenario) not in self._played:
            self._played[id(scenario)] = self._play(exercise, scenario)
        played = self._played[id(scenario)]
        if isinstance(played, NeedsWitness):
            raise played
        return played

    def facts_with_lines(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts:
        """The same facts: at which line something happened takes a witness."""
        return self.facts(exercise, scenario, schedule)

    def played(self, exercise: Exercise) -> list[Facts]:
        """The runs so far."""
        return [facts for facts in self._played.values() if isinstance(facts, PlainFacts)]

    def forget(self) -> None:
        """Play everything anew."""
        self._played.clear()

    def __exit__(self, *error: object) -> None:
        """There is nothing to close."""

    def _play(self, exercise: Exercise, scenario: Scenario) -> PlainFacts | NeedsWitness:
        path = scenario_file(exercise, scenario, self._scenarios)
        program = path.stem
        inputs = drawn_inputs(exercise, scenario, f"{self._seed} {exercise.key} {program} natural")
        with scratch_folder() as folder:
            marks = folder / "marks"
            marks.touch()
            environment = {
                **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
                "GRADER_MARKS": str(marks),
                "GRADER_INPUTS": inputs,
                "GRADER_PATH": os.pathsep.join((str(self._scenarios), str(self._submission / exercise.unit))),
                "GRADER_TERMINAL": "1" if scenario.stdout == "terminal" else "0",
                "PYTHONPATH": str(_INSIDE),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONIOENCODING": "utf-8",
            }
            # Files, not pipes: a child that is left over would hold a pipe open for ever.
            with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
                process = subprocess.Popen(
                    [sys.executable, str(_INSIDE / "witness.py"), str(path)],
                    stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, cwd=folder,
                    start_new_session=True,
                )  # fmt: skip
                try:
                    code: int | None = process.wait(self._seconds)
                except subprocess.TimeoutExpired:
                    code = None
                _end(process)
            if code is None:
                return NeedsWitness(
                    f"the program was still running after {self._seconds:.0f} s of real time; only a witness knows "
                    "whether it hangs or just takes so long"
                )
            errors = (folder / "err").read_bytes().decode(errors="backslashreplace")
            return PlainFacts(_trace(program, process.pid, code, errors, marks.read_bytes()), json.loads(inputs))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of a run outlives it, as far as a session holds it together."""
    import signal

    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _trace(program: str, pid: int, code: int, errors: str, marks: bytes) -> Trace:
    """What the processes said of themselves, as a trace."""
    main = Process(
        id=1, pid=pid, parent=None, ppid=os.getpid(), role="main", command=program, born=0.0, exited=0.0,
        exit_code=code if code >= 0 else None, signal=_signal(code), reaped=True, orphaned=False, output="",
        errors=errors,
    )  # fmt: skip
    people = {pid: main}
    events: list[Event] = []
    for line in marks.decode(errors="backslashreplace").splitlines():
        try:
            said = json.loads(line)
            who, parent, kind, text = said["pid"], said["ppid"], said["kind"], said["text"]
        except (ValueError, KeyError, TypeError):
            continue
        if who not in people:
            known = people.get(parent, main)
            people[who] = replace(
                main, id=len(people) + 1, pid=who, ppid=parent, parent=known.id, exited=None, exit_code=None,
                signal=None, role="helper" if kind == "helper" else "child", errors="",
            )  # fmt: skip
        if kind == "mark":
            events.append(Event(len(events) + 1, 0.0, people[who].id, "mark", text=text))
    end = Event(len(events) + 1, 0.0, 1, "exit", exit_code=main.exit_code, signal=main.signal)
    return Trace((program,), "natural", 0, "finished", 0.0, tuple(people.values()), (*events, end))


def _signal(code: int) -> str | None:
    import signal

    if code >= 0:
        return None
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
