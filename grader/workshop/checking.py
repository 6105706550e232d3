"""What the visible checks say of a student's files: one exercise after the other, on the student's own machine."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from grader.checks.facts import Facts
from grader.course.contents import Course, Exercise
from grader.grading.check_files import load_checks
from grader.grading.check_runner import CheckRunner
from grader.grading.faults import CourseFault
from grader.results.causes import NOT_PYTHON
from grader.results.model import CheckResult
from grader.sandbox.scratch import Scratch
from grader.workshop.plain import PlainCheckRunner, PlainRuns, why_not_here
from grader.workshop.work import files_of, work_of

if TYPE_CHECKING:
    from grader.grading.scenario_runs import ScenarioRuns

SEED = "visible"
"""Students get the same inputs every time, so that what they mend is what they saw."""

ExerciseStanding = Literal["missing", "not started", "failed", "partly", "passed", "no checks", "not here"]


class CheckFault(Exception):
    """There is no verdict, and it is no fault of the student's: what happened and what to do."""


@dataclass(frozen=True)
class Checked:
    """What became of one exercise. `folder` is where its files lay while they ran, `runs` are all runs that there were.

    "partly" is right as far as it could be judged without a witness; "no checks": the course has none for it;
    "not here": this system cannot do such a thing.
    """

    course: Course
    exercise: Exercise
    standing: ExerciseStanding
    digest: str
    checks: tuple[CheckResult, ...] = ()
    runs: tuple[Facts, ...] = ()
    folder: Path = Path()
    plain: bool = False


class Checker:
    """Checks exercises of a course with the kernel as witness, or in plain mode without; use as a context manager.

    An interpreter warms up from the start, and serves every check until the end. All checks must come from the thread
    that made it.
    """

    def __init__(self, course: Course, *, plain: bool = False) -> None:
        self.plain = plain
        self._course = course
        self._scratch = Scratch()
        self._folder = self._scratch.path
        self._scenarios = course.root / "tests" / "scenarios"
        self._runs: ScenarioRuns | PlainRuns
        if plain:
            self._runner: type[CheckRunner] = PlainCheckRunner
            self._runs = PlainRuns(self._folder, self._scenarios, SEED)
        else:
            from grader.grading.scenario_runs import ScenarioRuns

            self._runner = CheckRunner
            self._runs = ScenarioRuns(self._folder, self._scenarios, "none", SEED)
            self._runs.warm()

    def check(self, exercise: Exercise, *, every_schedule: bool = False) -> Checked:
        """What the visible checks say of the exercise as it is now.

        `every_schedule`: runs go on under the other schedules when a check has failed under one.
        Raises CheckFault if there is no verdict, CannotTrace where there can be no witness.
        """
        from grader.observer.errors import ObserverFault
        from grader.sandbox.errors import SandboxFault

        try:
            return self._check(exercise, every_schedule)
        except CourseFault as error:
            raise CheckFault(f"the course is at fault, not you: {error}. Tell your instructor") from error
        except (SandboxFault, ObserverFault) as error:
            raise CheckFault(f"{error}. `grader doctor` says what this machine can do") from error

    def _check(self, exercise: Exercise, every_schedule: bool) -> Checked:
        work = work_of(exercise)
        if why_not_here(exercise) is not None:
            return Checked(self._course, exercise, "not here", work.digest)
        if work.content is None:
            return Checked(self._course, exercise, "missing", work.digest)
        if work.untouched:
            return Checked(self._course, exercise, "not started", work.digest)
        if not exercise.visible_tests.is_file():
            return Checked(self._course, exercise, "no checks", work.digest)
        self._runs.forget()
        self._copy(exercise.unit)
        texts, problems = _texts(exercise, work.content)
        runner = self._runner(self._runs, texts, problems)
        declared_checks = load_checks(exercise.visible_tests)
        for function, check in declared_checks:
            runner.judge(function, check, exercise)
        checks = tuple(runner.results.get(exercise.key, ()))
        if every_schedule and not problems and not self.plain:
            first = declared_checks[0][1]
            for schedule in first.schedules:
                self._runs.facts(exercise, first.scenario, schedule)  # type: ignore[arg-type]
        runs = tuple(self._runs.played(exercise))
        return Checked(self._course, exercise, _standing(checks), work.digest, checks, runs, self._folder, self.plain)

    def _copy(self, unit: str) -> None:
        """The unit's files as they are now: a save in the middle of a check does not mix two versions."""
        shutil.rmtree(self._folder / unit, ignore_errors=True)
        for name, content in files_of(self._course, unit).items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def close(self) -> None:
        """End the interpreter and remove the copy of the student's files."""
        self._runs.__exit__(None, None, None)
        self._scratch.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _texts(exercise: Exercise, content: bytes) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    from grader.course.python_text import SubmissionProblem, python_text

    try:
        return {exercise.key: python_text(content)}, {}
    except SubmissionProblem as problem:
        return {}, {exercise.key: (NOT_PYTHON, f"exercises/{exercise.file} cannot be run: {problem}")}


def _standing(checks: tuple[CheckResult, ...]) -> ExerciseStanding:
    if all(check.passed for check in checks):
        return "passed"
    # Not reached and without a failure beside it: nobody could judge it.
    return "failed" if any(check.reached and not check.passed for check in checks) else "partly"
