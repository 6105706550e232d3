"""Grade one submission: a pure function of the submission, the course and the grader's version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grader.checks.facts import Facts
from grader.course.contents import Course, Exercise
from grader.course.python_text import SubmissionProblem, python_text
from grader.course.submissions import Submission
from grader.grading.faults import CourseFault
from grader.grading.not_handed_in import not_handed_in
from grader.grading.pytest_plugin import CheckPlugin, run_checks
from grader.grading.reference import ReferenceRuns
from grader.grading.scenario_runs import ScenarioRuns
from grader.observer.limits import GRADING, Limits
from grader.results.causes import NOT_ATTEMPTED, NOT_PYTHON
from grader.results.model import ExerciseResult, SubmissionResult
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
    unread = {one.key: job.submission.unread[one.key] for one in job.exercises if one.key in job.submission.unread}
    readable = tuple(exercise for exercise in job.exercises if exercise.key not in unread)
    if unread and not readable:
        return SubmissionResult.unreadable(student, most, "; ".join(dict.fromkeys(unread.values())))
    try:
        found = dict(run(replace(job, exercises=readable), on_run=on_run))
    except Exception as error:
        return SubmissionResult.not_graded(student, most, f"{type(error).__name__}: {error}")
    for exercise in job.exercises:
        if exercise.key in unread:
            found[exercise.key] = ExerciseResult.not_graded(exercise.points, unread[exercise.key], "submission")
    return SubmissionResult.of(student, {exercise.key: found[exercise.key] for exercise in job.exercises})


def run(job: Job, on_run: OnRun = lambda exercise, facts: None) -> Mapping[str, ExerciseResult]:
    """The result of each exercise; one that a fault of the course, the grader or the machine hit has no score.

    Raises CannotTrace or CannotIsolate if this machine can grade nothing at all.
    """
    texts, problems = _texts(job)
    missing = [one for one in job.exercises if problems.get(one.key, ("",))[0] == NOT_ATTEMPTED]
    found = {exercise.key: _of_missing(job, exercise) for exercise in missing}
    tests = {_test_file(job, exercise): exercise for exercise in job.exercises if exercise.key not in found}
    if tests:
        found |= _judged(job, tests, texts, problems, on_run)
    return {exercise.key: found[exercise.key] for exercise in job.exercises}


def _judged(
    job: Job,
    tests: Mapping[Path, Exercise],
    texts: Mapping[str, str],
    problems: Mapping[str, tuple[str, str]],
    on_run: OnRun,
) -> dict[str, ExerciseResult]:
    def runs_of(
        files: Mapping[str, bytes], stack: ExitStack, on_run: OnRun = lambda exercise, facts: None
    ) -> ScenarioRuns:
        folder = stack.enter_context(scratch_folder())
        _write(files, folder)
        scenarios = job.course.root / "tests" / "scenarios"
        runs = ScenarioRuns(folder, scenarios, job.isolation, job.seed, job.limits, job.start_method, after_run=on_run)
        return stack.enter_context(runs)

    with ExitStack() as stack, ReferenceRuns(job.exercises, runs_of) as reference:
        plugin = CheckPlugin(runs_of(job.submission.files, stack, on_run), tests, texts, problems, reference)
        run_checks(plugin)
    return {exercise.key: _result(job, exercise, plugin) for exercise in tests.values()}


def _result(job: Job, exercise: Exercise, plugin: CheckPlugin) -> ExerciseResult:
    if exercise.key in plugin.faults:
        fault, reason = plugin.faults[exercise.key]
        return ExerciseResult.not_graded(exercise.points, _below(job.course, reason), fault)
    return ExerciseResult.of(plugin.results[exercise.key])


def _of_missing(job: Job, exercise: Exercise) -> ExerciseResult:
    try:
        return ExerciseResult.of(not_handed_in(exercise, _test_file(job, exercise)))
    except CourseFault as fault:
        return ExerciseResult.not_graded(exercise.points, _below(job.course, str(fault)), "course")


def _below(course: Course, reason: str) -> str:
    """A reason whose paths begin at the course's folder."""
    return reason.replace(f"{course.root}/", "")


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
                (NOT_ATTEMPTED, f"{exercise.file} was not handed in")
                if reason is None
                else (NOT_PYTHON, f"{exercise.file} could not be used: {reason}")
            )
            continue
        try:
            texts[exercise.key] = python_text(content)
        except SubmissionProblem as problem:
            problems[exercise.key] = (NOT_PYTHON, f"{exercise.file} cannot be run: {problem}")
    return texts, problems


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
