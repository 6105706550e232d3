"""The verdict of one check: its function over the facts of every schedule that applies."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from grader.checks.completion import why_unfinished
from grader.checks.facts import CheckFailed, Facts
from grader.checks.source import Source
from grader.checks.vocabulary import Check, Scenario
from grader.course.contents import Exercise
from grader.grading.student_lines import student_lines
from grader.results.causes import UNFORESEEN
from grader.results.model import CheckResult, CodeLine
from grader.trace.model import Trace

_OF_WHAT_IT_SAW = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration, RecursionError)
"""What a check raises where a trace lacks what it counts on; a NameError, say, is the check's own fault."""

NATURAL = "natural"
_WORTH_ANOTHER_RUN = ("finished", "deadlock")
"""Another endless loop would cost seconds."""


class GraderFault(Exception):
    """A check itself is broken, or could not be run: nobody's zero."""


class BrokenCheck(GraderFault):
    """A check raised something else than its verdict."""


class NeedsWitness(Exception):
    """A check asks what only the kernel could tell, and nobody watched; the message says what it asked for."""


class Runs(Protocol):
    """Whoever plays scenarios: this process, or the plain mode's."""

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts: ...

    def facts_with_lines(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts: ...


@dataclass
class CheckRunner:
    """Judges the checks of one submission, one after the other, and keeps their results by exercise.

    `texts` goes from an exercise's key to the student's source, `problems` to the (misconception, reason) why there is
    none.
    """

    runs: Runs
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    results: dict[str, list[CheckResult]] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)

    def judge(self, function: Callable[..., None], check: Check, exercise: Exercise) -> CheckResult:
        """The result of a check, kept with the others.

        Raises GraderFault for a check that is broken, and whatever the sandbox or the observer raises.
        """
        result = self._judge(function, check, exercise)
        self.results.setdefault(exercise.key, []).append(result)
        return result

    def _judge(self, function: Callable[..., None], check: Check, exercise: Exercise) -> CheckResult:
        result = _result_of(function, check)
        if exercise.key in self.problems:
            misconception, reason = self.problems[exercise.key]
            return replace(result, misconception=misconception, happened=reason)
        before = {one.name: one.passed for one in self.results.get(exercise.key, ())}
        for needed in check.needs:
            if needed not in before:
                raise GraderFault(
                    f"{result.name} of {exercise.key} needs {needed}, which does not stand before it in the same file"
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
        lines, trace = self._lines(function, check, exercise, failure, facts)
        return replace(
            result,
            misconception=failure.misconception,
            happened=failure.happened,
            schedule=facts.schedule,
            schedule_matters=matters,
            lines=lines,
            trace=trace,
            moments=tuple(moment.n for moment in failure.moments),
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

    def _lines(
        self, function: Callable[..., None], check: Check, exercise: Exercise, failure: CheckFailed, facts: Facts
    ) -> tuple[tuple[CodeLine, ...], Trace]:
        """The student's lines that show a failure, from another run of the same, and the trace to show.

        No line where that run fails for another reason, as a program may that races with itself; what is said of the
        failure is what the first run showed.
        """
        if facts.trace.outcome not in _WORTH_ANOTHER_RUN:
            return (), facts.trace
        again = self.runs.facts_with_lines(exercise, check.scenario, facts.schedule)
        repeated = self._run(function, check, exercise, again)
        if repeated is None or repeated.misconception != failure.misconception:
            return (), facts.trace
        moments = [moment.n for moment in repeated.moments]
        lines = student_lines(again.trace, moments, f"{exercise.name}.py", self.texts[exercise.key])
        same = [moment.n for moment in failure.moments] == moments and _what_happened(again) == _what_happened(facts)
        return lines, again.trace if same else facts.trace

    def schedules_of(self, check: Check) -> Sequence[str]:
        """The schedules to judge it under; the plain mode has but one."""
        return check.schedules

    def _run(self, function: Callable[..., None], check: Check, exercise: Exercise, facts: Facts) -> CheckFailed | None:
        """Why the check fails in that run; None if it passes.

        A check holds for the reference solution (`grader verify`), so if it cannot make sense of a run, with a mark
        that is missing, doubled or forged, say, it is the program that is unusual. That costs the points of this check,
        and says so, rather than leave the whole submission ungraded: or a forged mark would do that.
        """
        unfinished = why_unfinished(facts)
        if unfinished is not None:
            if check.stuck is not None and facts.trace.outcome != "finished":
                return CheckFailed(check.stuck[0], f"{check.stuck[1]} ({unfinished.happened})", unfinished.moments)
            return unfinished
        arguments: dict[str, Any] = {"trace": facts}
        wanted = inspect.signature(function).parameters
        if "source" in wanted:
            if exercise.key not in self._sources:
                self._sources[exercise.key] = Source(self.texts[exercise.key])
            arguments["source"] = self._sources[exercise.key]
        try:
            function(**arguments)
        except NeedsWitness:
            raise
        except CheckFailed as failure:
            return failure
        except _OF_WHAT_IT_SAW as error:
            return CheckFailed(
                UNFORESEEN,
                f"your program did something that this check cannot make sense of ({type(error).__name__}: {error}); "
                "if you think that it is right, show it to your instructor",
            )
        except Exception as error:
            raise BrokenCheck(f"{function.__name__} of {exercise.key} itself failed ({error!r})") from error
        return None


def _what_happened(facts: Facts) -> list[tuple[str, int]]:
    return [(event.kind, event.process) for event in facts.trace.events]


def _result_of(function: Callable[..., None], check: Check) -> CheckResult:
    """A check's result as it is before anything is known of it: not passed."""
    return CheckResult(
        name=function.__name__,
        category=check.category,
        passed=False,
        reached=True,
        points=0.0,
        max_points=float(check.points),
        misconception=None,
        expected=" ".join((function.__doc__ or "").split()),
    )
