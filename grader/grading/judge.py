"""The pytest plugin: a check is a pytest test, run over the traces of every schedule that applies."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.checks import CheckFailed, Facts, Source
from grader.checks.completion import why_unfinished
from grader.checks.vocabulary import Check, declared
from grader.course.contents import Exercise
from grader.grading.results import CheckResult
from grader.grading.stage import Stage

_SECONDS_A_CHECK = 600
"""pytest-timeout, the last net: every run has limits of its own."""


class GraderFault(Exception):
    """A check itself is broken, or could not be run: nobody's zero."""


@dataclass
class Judge:
    """Runs the checks that pytest collects and keeps their results, by exercise.

    `tests` goes from a test file to its exercise; `texts` from an exercise's key to the student's source, `problems`
    to the reason why there is none.
    """

    stage: Stage
    tests: Mapping[Path, Exercise]
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    on_result: Callable[[Exercise, CheckResult], None] = field(default=lambda exercise, result: None)
    results: dict[str, list[CheckResult]] = field(default_factory=dict)
    fault: BaseException | None = None
    _sources: dict[str, Source] = field(default_factory=dict)

    @pytest.fixture
    def trace(self) -> None:
        """The facts of a run; the check gets one after another."""

    @pytest.fixture
    def source(self) -> None:
        """The student's source."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        check = declared(pyfuncitem.obj)
        exercise = self.tests.get(pyfuncitem.path)
        if check is None or exercise is None:
            return None
        try:
            result = self._judge(pyfuncitem, check, exercise)
        except Exception as error:
            self.fault = error
            raise pytest.exit.Exception(f"{pyfuncitem.nodeid}: {error}") from error
        self.results.setdefault(exercise.key, []).append(result)
        self.on_result(exercise, result)
        return True

    def _judge(self, item: pytest.Function, check: Check, exercise: Exercise) -> CheckResult:
        expected = inspect.cleandoc(item.obj.__doc__ or "")

        def failed(
            misconception: str | None, message: str, *, reached: bool = True, facts: Facts | None = None, n: int | None = None
        ) -> CheckResult:
            return CheckResult(
                name=item.name,
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
                raise GraderFault(f"{item.nodeid} needs {needed}, which does not stand before it in the same file")
            if not before[needed]:
                return failed(None, f"Not reached: first {needed.removeprefix('test_').replace('_', ' ')}.", reached=False)
        for schedule in check.schedules:
            facts = self.stage.facts(exercise, check.scenario, schedule)  # type: ignore[arg-type]
            try:
                self._run(item, check, exercise, facts)
            except CheckFailed as failure:
                what = failure.message + _under(schedule)
                return failed(
                    failure.misconception, f"But {what}", facts=facts, n=failure.at.n if failure.at else None
                )
        return CheckResult(
            name=item.name,
            category=check.category,
            passed=True,
            reached=True,
            points=float(check.points),
            max_points=float(check.points),
            misconception=None,
            message=expected,
        )

    def _run(self, item: pytest.Function, check: Check, exercise: Exercise, facts: Facts) -> None:
        unfinished = why_unfinished(facts)
        if unfinished is not None:
            if check.stuck is not None and facts.trace.outcome != "finished":
                raise CheckFailed(check.stuck[0], f"{check.stuck[1]} ({unfinished.message})", unfinished.at)
            raise unfinished
        arguments: dict[str, Any] = {"trace": facts}
        wanted = inspect.signature(item.obj).parameters
        if "source" in wanted:
            if exercise.key not in self._sources:
                self._sources[exercise.key] = Source(self.texts[exercise.key])
            arguments["source"] = self._sources[exercise.key]
        item.obj(**arguments)


_SCHEDULES = {
    "child-first": "when the child gets to run first",
    "parent-first": "when the parent gets to run first",
    "slow-child": "when a new process is slow to start",
    "random": "under a random schedule",
}


def _under(schedule: str) -> str:
    return "." if schedule == "natural" else f" ({_SCHEDULES[schedule]})."


def run_checks(judge: Judge) -> None:
    """Collect and run the judge's test files; its `results` are complete then.

    Raises GraderFault, or what the sandbox or observer raised, if a check could not be run.
    """
    arguments = [
        *("--capture=no", "--assert=plain", "--import-mode=importlib"),
        *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:doctest", "-p", "no:unittest", "-p", "no:junitxml"),
        *("-p", "no:pastebin", "-p", "no:stepwise", "-p", "no:nose", "-p", "no:legacypath", "-p", "no:faulthandler"),
        *("-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:logging", "-p", "no:tmpdir"),
        *("-p", "no:monkeypatch", "-p", "no:recwarn", "-p", "no:skipping", "-p", "no:setuponly"),
        *("-c", "/dev/null", "--rootdir", "/", f"--timeout={_SECONDS_A_CHECK}"),
        *map(str, judge.tests),
    ]
    code = pytest.main(arguments, plugins=[judge])
    if judge.fault is not None:
        raise judge.fault
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise GraderFault(f"the checks could not be run (pytest exits with {int(code)})")
    for exercise in judge.tests.values():
        if not judge.results.get(exercise.key):
            raise GraderFault(f"{exercise.key} has no checks")
