"""Checks in a notebook where nobody can watch processes: as much as the plain mode can judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from grader.course.contents import Course, Exercise
from grader.course.python_text import SubmissionProblem, python_text
from grader.grading.check_files import load_checks
from grader.results.causes import NOT_PYTHON
from grader.results.model import ExerciseResult
from grader.sandbox.scratch import scratch_folder
from grader.workshop.checking import SEED
from grader.workshop.plain import PlainCheckRunner, PlainRuns

_MOST_BYTES = 200_000
"""Of a file that a check in a notebook looks at."""


def files_in(folder: Path, unit: str) -> dict[str, bytes]:
    """The student's modules in a folder, by their paths below a submission."""
    return {f"{unit}/{path.name}": path.read_bytes() for path in folder.glob("*.py") if _small(path)}


def _small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= _MOST_BYTES


def nothing_failed(result: ExerciseResult) -> bool:
    """Whether the exercise is right as far as it could be judged."""
    return not any(check.reached and not check.passed for check in result.checks)


def plain_result(course: Course, exercise: Exercise, files: Mapping[str, bytes]) -> ExerciseResult:
    """What the visible checks say of the exercise's file, one of `files` (by their paths below the submission).

    Raises CourseFault for a check that is broken.
    """
    texts, problems = {}, {}
    try:
        texts[exercise.key] = python_text(files.get(exercise.file, b""))
    except SubmissionProblem as problem:
        problems[exercise.key] = (NOT_PYTHON, f"{exercise.name}.py cannot be run: {problem}")
    with scratch_folder() as folder:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        runner = PlainCheckRunner(PlainRuns(folder, course.root / "tests" / "scenarios", SEED), texts, problems)
        for function, check in load_checks(exercise.visible_tests):
            runner.judge(function, check, exercise)
    # A run that nobody watched has no timeline.
    return ExerciseResult.of(replace(result, trace=None) for result in runner.results.get(exercise.key, ()))
