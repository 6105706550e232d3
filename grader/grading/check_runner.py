"""The verdict of one check: its function over the facts of every schedule that applies."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.checks.completion import why_unfinished
from grader.checks.facts import CheckFailed, Facts
from grader.checks.source import Source
from grader.checks.vocabulary import Check, Scenario
from grader.course.contents import Exercise
from grader.results.model import CheckResult

UNFORESEEN = "unforeseen"
_OF_WHAT_IT_SAW = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration, RecursionError)
"""What a check raises where a trace lacks what it counts on; a NameError, say, is the check's own fault."""

NATURAL = "natural"
SCHEDULES = {
    "child-first": "when the child gets to run first",
    "parent-first": "when the parent gets to run first",
    "slow-child": "when a new process is slow to start",
    "random": "under a random schedule",
}


class GraderFault(Exception):
    """A check itself is broken, or could not be run: nobody's zero."""


class BrokenCheck(GraderFault):
    """A check raised something else than its verdict."""


class NeedsWitness(Exception):
    """A check asks what only the kernel could tell, and nobody watched; the message says what it asked for."""


class Runs(Protocol):
    """Whoever plays scenarios: this process, or the plain mode's."""

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Any) -> Facts: ...


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
        name = function.__name__
        expected = inspect.cleandoc(function.__doc__ or "")

        def failed(
            misconception: str | None,
            message: str,
            *,
            reached: bool = True,
            facts: Facts | None = None,
            n: int | None = None,
        ) -> CheckResult:
            return CheckResult(
                name=name,
                category=check.category,
                passed=False,
                reached=reached,
                points=0.0,
                max_points=check.points,
                misconception=misconception,
                message=f"{expected} {message}",
                schedule=facts.schedule if facts else None,
                trace=facts.trace if facts else None,
                guilty=n,
            )

        if exercise.key in self.problems:
            misconception, reason = self.problems[exercise.key]
            return failed(misconception, f"But {reason}")
        before = {result.name: result.passed for result in self.results.get(exercise.key, ())}
        for needed in check.needs:
            if needed not in before:
                raise GraderFault(
                    f"{name} of {exercise.key} needs {needed}, which does not stand before it in the same file"
                )
            if not before[needed]:
                return failed(
                    None, f"Not reached: first {needed.removeprefix('test_').replace('_', ' ')}.", reached=False
                )
        try:
            found = self._failure(function, check, exercise)
        except NeedsWitness as need:
            return failed(None, f"Not judged: {need}.", reached=False)
        if found is not None:
            failure, facts, when = found
            number = failure.at.n if failure.at else None
            return failed(failure.misconception, f"But {failure.message}{when}.", facts=facts, n=number)
        return CheckResult(
            name=name,
            category=check.category,
            passed=True,
            reached=True,
            points=float(check.points),
            max_points=float(check.points),
            misconception=None,
            message=expected,
        )

    def _failure(
        self, function: Callable[..., None], check: Check, exercise: Exercise
    ) -> tuple[CheckFailed, Facts, str] | None:
        """Why the check fails, in which run, and under which schedule if that matters; None if it passes under all.

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
                return failure, facts, f" ({SCHEDULES[facts.schedule]})" if matters else ""
        return None

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
                return CheckFailed(check.stuck[0], f"{check.stuck[1]} ({unfinished.message})", unfinished.at)
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
