"""The pytest plugin: a check is a pytest test, run over the traces of every schedule that applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.checks.vocabulary import declared
from grader.course.contents import Exercise
from grader.grading.bytecode import no_bytecode
from grader.grading.check_runner import CheckRunner, GraderFault
from grader.grading.scenario_runs import ScenarioRuns
from grader.results.model import CheckResult

__all__ = ["CheckPlugin", "GraderFault", "run_checks"]

_SECONDS_A_CHECK = 600
"""pytest-timeout, the last net: every run has limits of its own."""


@dataclass
class CheckPlugin:
    """Runs the checks that pytest collects and keeps their results, by exercise.

    `tests` goes from a test file to its exercise; `texts` from an exercise's key to the student's source, `problems`
    to the reason why there is none.
    """

    runs: ScenarioRuns
    tests: Mapping[Path, Exercise]
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    on_result: Callable[[Exercise, CheckResult], None] = field(default=lambda exercise, result: None)
    fault: BaseException | None = None
    runner: CheckRunner = field(init=False)

    def __post_init__(self) -> None:
        self.runner = CheckRunner(self.runs, self.texts, self.problems)

    @property
    def results(self) -> dict[str, list[CheckResult]]:
        """What was judged so far, by exercise."""
        return self.runner.results

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
            result = self.runner.judge(pyfuncitem.obj, check, exercise)
        except Exception as error:
            self.fault = error
            raise pytest.exit.Exception(f"{pyfuncitem.nodeid}: {error}") from error
        self.on_result(exercise, result)
        return True


def run_checks(plugin: CheckPlugin) -> None:
    """Collect and run the given test files; its `results` are complete then.

    Raises GraderFault, or what the sandbox or observer raised, if a check could not be run.
    """
    arguments = [
        *("--capture=no", "--assert=plain", "--import-mode=importlib"),
        *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:doctest", "-p", "no:unittest", "-p", "no:junitxml"),
        *("-p", "no:pastebin", "-p", "no:stepwise", "-p", "no:nose", "-p", "no:legacypath", "-p", "no:faulthandler"),
        *("-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:logging", "-p", "no:tmpdir"),
        *("-p", "no:monkeypatch", "-p", "no:recwarn", "-p", "no:skipping", "-p", "no:setuponly"),
        # Whatever else an instructor has installed (plugins that run again, in parallel ...) has no say here.
        *("--disable-plugin-autoload", "-p", "pytest_timeout"),
        *("-c", "/dev/null", "--rootdir", "/", f"--timeout={_SECONDS_A_CHECK}"),
        *map(str, plugin.tests),
    ]
    with no_bytecode():
        code = pytest.main(arguments, plugins=[plugin])
    if plugin.fault is not None:
        raise plugin.fault
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise GraderFault(f"the checks could not be run (pytest exits with {int(code)})")
    for exercise in plugin.tests.values():
        if not plugin.results.get(exercise.key):
            raise GraderFault(f"{exercise.key} has no checks")
