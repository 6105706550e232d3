"""The pytest plugin: a check is a pytest test, run over the traces of every schedule that applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.checks.vocabulary import declared
from grader.course.contents import Exercise
from grader.grading.bytecode import no_bytecode
from grader.grading.check_runner import CheckRunner
from grader.grading.faults import CourseFault, at_its_place
from grader.grading.reference import ReferenceRuns
from grader.grading.scenario_runs import ScenarioRuns
from grader.observer.errors import CannotTrace
from grader.results.model import CheckResult, Fault
from grader.sandbox.errors import CannotIsolate

_SECONDS_A_CHECK = 600
"""pytest-timeout, the last net: every run has limits of its own."""


@dataclass
class CheckPlugin:
    """Runs the checks that pytest collects and keeps their results, by exercise.

    `tests` goes from a test file to its exercise; `texts` from an exercise's key to the student's source, `problems`
    to the reason why there is none. `faults` are the exercises that have no score, each with the owner of the fault and
    the reason; their other checks are not run. `hopeless` is why this machine cannot run anything.
    """

    runs: ScenarioRuns
    tests: Mapping[Path, Exercise]
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    reference: ReferenceRuns | None = None
    faults: dict[str, tuple[Fault, str]] = field(default_factory=dict)
    hopeless: BaseException | None = None
    runner: CheckRunner = field(init=False)

    def __post_init__(self) -> None:
        self.runner = CheckRunner(self.runs, self.texts, self.problems, self.reference)

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
        exercise = self.tests.get(pyfuncitem.path)
        if exercise is None:
            return None
        if exercise.key in self.faults:
            return True
        check = declared(pyfuncitem.obj)
        try:
            if check is None:
                line = pyfuncitem.obj.__code__.co_firstlineno
                raise CourseFault(f"{pyfuncitem.path}:{line}: {pyfuncitem.name} is no check: it lacks @check(...)")
            self.runner.judge(pyfuncitem.obj, check, exercise)
        except CourseFault as fault:
            self.blame(exercise, "course", str(fault))
        except (CannotIsolate, CannotTrace) as error:
            self.hopeless = error
            raise pytest.exit.Exception(str(error)) from error
        except Exception as error:
            self.blame(exercise, "machine", f"{type(error).__name__}: {error}")
        return True

    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]) -> None:
        """A file that could not be collected, a fixture that does not exist, a check that took too long."""
        exercise = self.tests.get(node.path)
        if exercise is None or call.excinfo is None:
            return
        error = call.excinfo.value
        if isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
            error = error.__cause__
        self.blame(exercise, "course", at_its_place(error, node.path))

    def blame(self, exercise: Exercise, owner: Fault, reason: str) -> None:
        """Leave an exercise without a score; the first reason counts."""
        self.faults.setdefault(exercise.key, (owner, reason))


def run_checks(plugin: CheckPlugin) -> None:
    """Collect and run the given test files; afterwards each exercise has its `results`, or one of `faults`.

    Raises CannotTrace or CannotIsolate if this machine can run nothing.
    """
    for path, exercise in plugin.tests.items():
        if not path.is_file():
            plugin.blame(exercise, "course", f"{path} is missing: {exercise.key} has no checks")
    there = [path for path, exercise in plugin.tests.items() if exercise.key not in plugin.faults]
    code: int = pytest.ExitCode.OK
    if there:
        with no_bytecode():
            code = pytest.main([*_ARGUMENTS, *map(str, there)], plugins=[plugin])
    if plugin.hopeless is not None:
        raise plugin.hopeless
    for path, exercise in plugin.tests.items():
        if not plugin.results.get(exercise.key):
            plugin.blame(exercise, "course", f"{path} holds no checks (pytest exits with {int(code)})")


_ARGUMENTS = (
    *("--capture=no", "--assert=plain", "--import-mode=importlib", "--continue-on-collection-errors"),
    *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:doctest", "-p", "no:unittest", "-p", "no:junitxml"),
    *("-p", "no:pastebin", "-p", "no:stepwise", "-p", "no:nose", "-p", "no:legacypath", "-p", "no:faulthandler"),
    *("-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:logging", "-p", "no:tmpdir"),
    *("-p", "no:monkeypatch", "-p", "no:recwarn", "-p", "no:skipping", "-p", "no:setuponly"),
    # Whatever else an instructor has installed (plugins that run again, in parallel ...) has no say here.
    *("--disable-plugin-autoload", "-p", "pytest_timeout"),
    *("-c", "/dev/null", "--rootdir", "/", f"--timeout={_SECONDS_A_CHECK}"),
)
