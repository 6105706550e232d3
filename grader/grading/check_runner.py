"""The verdict of one check: its function over the facts of every schedule that applies."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from grader.checks.completion import why_unfinished
from grader.checks.facts import CheckFailed, Facts
from grader.checks.source import Source
from grader.checks.vocabulary import Check, Scenario
from grader.course.contents import Exercise
from grader.course.misconceptions import look_of
from grader.grading.faults import CourseFault, at_its_place, may_be_the_scenarios, near, scenario_fault, uncompilable
from grader.grading.places import Places, called_names
from grader.grading.student_lines import Pointer
from grader.results.causes import UNFORESEEN
from grader.results.model import CheckResult
from grader.traces.model import Trace

_OF_WHAT_IT_SAW = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration, RecursionError)
"""What a check raises where a trace lacks what it counts on; a NameError, say, is the check's own fault."""

NATURAL = "natural"
_LONGEST = 4_000
"""How many characters are told of what happened; they go into every report and every file of results."""
_WORTH_ANOTHER_RUN = ("finished", "deadlock")
"""Another endless loop would cost seconds."""


class NeedsWitness(Exception):
    """A check asks what only the kernel could tell, and the run was not watched; the message says what it asked for."""


class Plays(Protocol):
    """Plays scenarios with one program."""

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts: ...


class Runs(Plays, Protocol):
    """Plays scenarios with a submission, where lines of the student's may be asked for."""

    def facts_with_lines(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts: ...


@dataclass
class CheckRunner:
    """Judges the checks of one submission, one after the other, and keeps their results by exercise.

    `texts` goes from an exercise's key to the student's source, `problems` to the (misconception, reason) why there is
    none. `reference` plays the reference solution, where that is known: what fails there, too, is the author's fault.
    """

    runs: Runs
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    reference: Plays | None = None
    results: dict[str, list[CheckResult]] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)

    def judge(self, function: Callable[..., None], check: Check, exercise: Exercise) -> CheckResult:
        """The result of a check, kept with the others.

        Raises CourseFault for a check or scenario that is broken, and whatever the sandbox or the observer raises.
        """
        result = self._judge(function, check, exercise)
        self.results.setdefault(exercise.key, []).append(result)
        return result

    def _judge(self, function: Callable[..., None], check: Check, exercise: Exercise) -> CheckResult:
        if exercise.key in self.problems:
            misconception, reason = self.problems[exercise.key]
            return result_of(function, check, misconception=misconception, happened=reason)
        result = result_of(function, check)
        before = {one.name: one.passed for one in self.results.get(exercise.key, ())}
        for needed in check.needs:
            if needed not in before:
                raise CourseFault(
                    f"{_file(function)}: {result.name} needs {needed}, which does not stand before it in the same file"
                    + near(needed, before)
                )
            if not before[needed]:
                return replace(result, reached=False, needs=needed)
        try:
            found = self._failure(function, check, exercise)
        except NeedsWitness as need:
            return replace(result, reached=False, unjudged=str(need))
        if found is None:
            return replace(result, passed=True, points=result.max_points)
        failure, facts, matters = found
        trace, moments, pointer = self._shown(function, check, exercise, failure, facts)
        return replace(
            result,
            misconception=failure.misconception,
            happened=_capped(failure.happened),
            schedule=facts.schedule,
            schedule_matters=matters,
            lines=pointer.lines(),
            trace=trace,
            moments=moments,
            source=self.texts.get(exercise.key),
        )

    def _failure(
        self, function: Callable[..., None], check: Check, exercise: Exercise
    ) -> tuple[CheckFailed, Facts, bool] | None:
        """Why the check fails, in which run, and whether its schedule matters; None if it passes under all.

        What a wrong program does under `natural` may be luck. A student is told the same each time: where the other
        schedules do not agree, what happens under the first of them that fails, and when that is. To know whether they
        agree takes two.
        """
        judged: list[tuple[CheckFailed | None, Facts]] = []
        chosen: list[tuple[CheckFailed | None, Facts]] = []
        for schedule in self.schedules_of(check):
            facts = self.runs.facts(exercise, check.scenario, schedule)
            judged.append((self._run(function, check, exercise, facts), facts))
            if schedule != NATURAL:
                chosen.append(judged[-1])
            elif judged[-1][0] and not facts.completed:
                break  # an endless loop, say, costs seconds under each
            if len(chosen) > 1 and any(failure for failure, _ in chosen):
                break
        passes_elsewhere = any(failure is None for failure, _ in (chosen if len(chosen) > 1 else judged))
        matters = passes_elsewhere and any(failure for failure, _ in chosen)
        for failure, facts in chosen if matters else judged:
            if failure is not None:
                return failure, facts, matters
        return None

    def _shown(
        self, function: Callable[..., None], check: Check, exercise: Exercise, failure: CheckFailed, facts: Facts
    ) -> tuple[Trace, tuple[int, ...], Pointer]:
        """The run and the moments to show of a failure, and what points at the student's lines: another run.

        That run points at nothing where it fails for another reason, as a program may that races with itself; what is
        said of the failure is what the first run showed. Where both are told in the same words the one with lines is
        shown.
        """
        moments = tuple(moment.n for moment in failure.moments)
        pointer = self._pointer(check, exercise, failure, facts)
        if facts.trace.outcome not in _WORTH_ANOTHER_RUN:
            return facts.trace, moments, pointer
        again = self.runs.facts_with_lines(exercise, check.scenario, facts.schedule)
        repeated = self._run(function, check, exercise, again)
        if repeated is None or repeated.misconception != failure.misconception:
            return facts.trace, moments, pointer
        its_own = tuple(moment.n for moment in repeated.moments)
        if again.trace.outcome == "finished":
            pointer = replace(pointer, given=repeated.lines, trace=again.trace, moments=its_own)
        if repeated.happened == failure.happened and again.trace.outcome == facts.trace.outcome:
            return again.trace, its_own, pointer
        return facts.trace, moments, pointer

    def _pointer(self, check: Check, exercise: Exercise, failure: CheckFailed, facts: Facts) -> Pointer:
        """What is known of the failure's place in the student's file before it is run with lines."""
        scenario = exercise.scenarios / f"{check.scenario.program or exercise.name}.py"
        called = called_names(scenario.read_text(encoding="utf-8"), exercise.name) if scenario.is_file() else ()
        text = self.texts[exercise.key]
        return Pointer(
            file=f"{exercise.name}.py",
            text=text,
            places=Places(text, called),
            look=look_of(exercise, failure.misconception),
            given=failure.lines,
            blocked=facts.trace.blocked if facts.trace.outcome != "finished" else (),
        )

    def schedules_of(self, check: Check) -> Sequence[str]:
        """The schedules to judge it under; the plain mode has but one."""
        return check.schedules

    def _run(self, function: Callable[..., None], check: Check, exercise: Exercise, facts: Facts) -> CheckFailed | None:
        """Why the check fails in that run; None if it passes.

        A check and its scenario hold for the reference solution. If the scenario ends in an exception that no line of
        the student's raised, or if the check cannot make sense of the run, the same is tried with the reference
        solution: if it fails there, too, it is the author's fault. If not, the program is unusual (a mark that is
        missing, doubled or forged, say), and that costs the points of this check.
        """
        unfinished = why_unfinished(facts)
        if unfinished is not None:
            if unfinished.misconception == "an exception" and may_be_the_scenarios(facts):
                self._blame_scenario(check, exercise, facts)
            if check.stuck is not None and facts.trace.outcome != "finished":
                happened = f"{check.stuck[1]} ({unfinished.happened})"
                return CheckFailed(check.stuck[0], happened, unfinished.moments)
            return unfinished
        if exercise.key not in self._sources:
            self._sources[exercise.key] = Source(self.texts[exercise.key])
        try:
            return _verdict(function, facts, self._sources[exercise.key])
        except NeedsWitness:
            raise
        except _OF_WHAT_IT_SAW as error:
            self._blame_check(function, check, exercise, facts)
            return CheckFailed(
                UNFORESEEN,
                f"your program did something that this check cannot make sense of ({type(error).__name__}: {error}); "
                "if you think that it is right, show it to your instructor",
            )
        except Exception as error:
            raise CourseFault(at_its_place(error, _file(function))) from error

    def _blame_scenario(self, check: Check, exercise: Exercise, facts: Facts) -> None:
        """Raise CourseFault if the scenario is broken for every submission."""
        path = exercise.scenarios / f"{check.scenario.program or exercise.name}.py"
        if path.is_file() and (wrong := uncompilable(path)) is not None:
            raise CourseFault(wrong)
        if self.reference is not None:
            there = self.reference.facts(exercise, check.scenario, facts.schedule)
            if why_unfinished(there) is not None:
                raise CourseFault(scenario_fault(there, path))

    def _blame_check(self, function: Callable[..., None], check: Check, exercise: Exercise, facts: Facts) -> None:
        """Raise CourseFault if the check cannot make sense of the reference solution either."""
        if self.reference is None:
            return
        there = self.reference.facts(exercise, check.scenario, facts.schedule)
        try:
            if why_unfinished(there) is None:
                _verdict(function, there, Source(exercise.solution.read_text(encoding="utf-8")))
        except Exception as error:
            raise CourseFault(f"{at_its_place(error, _file(function))} (with the reference solution, too)") from error


def _verdict(function: Callable[..., None], facts: Facts, source: Source) -> CheckFailed | None:
    """What a check says of a run: why it fails, or None. It may raise anything else."""
    arguments: dict[str, Any] = {"trace": facts}
    if "source" in inspect.signature(function).parameters:
        arguments["source"] = source
    try:
        function(**arguments)
    except CheckFailed as failure:
        return failure
    return None


def _file(function: Callable[..., None]) -> Path:
    return Path(function.__code__.co_filename)


def result_of(
    function: Callable[..., None], check: Check, *, misconception: str | None = None, happened: str | None = None
) -> CheckResult:
    """A check's result as it is before anything was run: not passed."""
    return CheckResult(
        name=function.__name__,
        category=check.category,
        passed=False,
        reached=True,
        points=0.0,
        max_points=float(check.points),
        misconception=misconception,
        expected=" ".join((function.__doc__ or "").split()),
        happened=happened,
    )


def _capped(happened: str) -> str:
    return happened if len(happened) <= _LONGEST else happened[:_LONGEST] + "…"
