"""Grade one submission: a pure function of the submission, the course and the grader's version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grader.checks.facts import Facts
from grader.course.contents import Course, Exercise
from grader.course.python_text import SubmissionProblem, python_text
from grader.course.submissions import Submission
from grader.grading.pytest_plugin import CheckPlugin, run_checks
from grader.grading.scenario_runs import ScenarioRuns
from grader.observer.limits import GRADING, Limits
from grader.results.causes import NOT_ATTEMPTED, NOT_PYTHON
from grader.results.model import CheckResult, ExerciseResult, SubmissionResult
from grader.sandbox.scratch import scratch_folder
from grader.sandbox.warm import Isolation

OnRun = Callable[[Exercise, Facts], None]


@dataclass(frozen=True)
class Job:
    """All that grading one submission needs; it travels to wherever it is graded."""

    submission: Submission
    course: Course
    exercises: tuple[Exercise, ...]
    isolation: Isolation
    seed: str
    limits: Limits = GRADING
    tests: Literal["hidden", "visible"] = "hidden"
    start_method: str | None = None


def grade(job: Job, on_run: OnRun = lambda exercise, facts: None) -> SubmissionResult:
    """The result of one submission; a fault of the grader or of the machine is "not-graded" with its reason.

    `on_run` sees every run, as it was played.
    """
    student, most = job.submission.student, sum(exercise.points for exercise in job.exercises)
    if job.submission.unreadable is not None:
        return SubmissionResult.unreadable(student, most, job.submission.unreadable)
    unscored = {one.key: job.submission.unread[one.key] for one in job.exercises if one.key in job.submission.unread}
    readable = tuple(exercise for exercise in job.exercises if exercise.key not in unscored)
    if unscored and not readable:
        return SubmissionResult.unreadable(student, most, "; ".join(dict.fromkeys(unscored.values())))
    try:
        checks = run(replace(job, exercises=readable), on_run=on_run)
    except Exception as error:
        return SubmissionResult.not_graded(student, most, f"{type(error).__name__}: {error}")
    found = {key: ExerciseResult.of(of_exercise) for key, of_exercise in checks.items()}
    found |= {
        exercise.key: ExerciseResult.not_graded(exercise.points, unscored[exercise.key], "submission")
        for exercise in job.exercises
        if exercise.key in unscored
    }
    return SubmissionResult.of(student, {exercise.key: found[exercise.key] for exercise in job.exercises})


def run(
    job: Job,
    on_result: Callable[[Exercise, CheckResult], None] = lambda exercise, result: None,
    on_run: OnRun = lambda exercise, facts: None,
) -> Mapping[str, list[CheckResult]]:
    """The results of every check, by exercise.

    Raises whatever the sandbox, the observer or a broken check raises.
    """
    texts, problems = _texts(job)
    missing = [exercise for exercise in job.exercises if problems.get(exercise.key) == _not_attempted(exercise)]
    blanks = {exercise.key: _blanks[blank] for exercise in missing if (blank := _blank(job, exercise)) in _blanks}
    tests = {_test_file(job, exercise): exercise for exercise in job.exercises if exercise.key not in blanks}
    if not tests:
        return blanks
    with scratch_folder() as folder:
        _write(job, folder)
        scenarios = job.course.root / "tests" / "scenarios"
        with ScenarioRuns(
            folder, scenarios, job.isolation, job.seed, job.limits, job.start_method, after_run=on_run
        ) as runs:
            plugin = CheckPlugin(runs, tests, texts, problems, on_result)
            run_checks(plugin)
    if job.tests == "hidden":
        _blanks.update(
            {_blank(job, exercise): plugin.results[exercise.key] for exercise in missing if exercise.key not in blanks}
        )
    return {exercise.key: blanks.get(exercise.key) or plugin.results[exercise.key] for exercise in job.exercises}


_blanks: dict[tuple[Path, bytes], list[CheckResult]] = {}
"""The checks of exercises that were not handed in, by test file and content: as most are, where a class has just begun.
"""


def _blank(job: Job, exercise: Exercise) -> tuple[Path, bytes]:
    path = _test_file(job, exercise)
    return path, path.read_bytes()


def _not_attempted(exercise: Exercise) -> tuple[str, str]:
    return NOT_ATTEMPTED, f"{exercise.file} was not handed in"


def _test_file(job: Job, exercise: Exercise) -> Path:
    return exercise.hidden_tests if job.tests == "hidden" else exercise.visible_tests


def _texts(job: Job) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The source of each exercise, or the (misconception, reason) why there is none."""
    texts: dict[str, str] = {}
    problems: dict[str, tuple[str, str]] = {}
    for exercise in job.exercises:
        content = job.submission.files.get(exercise.file)
        if content is None:
            reason = job.submission.problems.get(exercise.file)
            problems[exercise.key] = (
                _not_attempted(exercise)
                if reason is None
                else (NOT_PYTHON, f"{exercise.file} could not be used: {reason}")
            )
            continue
        try:
            texts[exercise.key] = python_text(content)
        except SubmissionProblem as problem:
            problems[exercise.key] = (NOT_PYTHON, f"{exercise.file} cannot be run: {problem}")
    return texts, problems


def _write(job: Job, folder: Path) -> None:
    for path, content in job.submission.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
