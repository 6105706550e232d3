"""The result of an exercise that was not handed in: the same for every student, so it is made once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from grader.course.contents import Exercise
from grader.grading.check_files import load_checks
from grader.grading.check_runner import result_of
from grader.results.causes import NOT_ATTEMPTED
from grader.results.model import CheckResult


def not_handed_in(exercise: Exercise, tests: Path) -> tuple[CheckResult, ...]:
    """The checks of a file, none of them passed.

    Raises CourseFault if the file cannot be loaded.
    """
    content = tests.read_bytes() if tests.is_file() else b""
    return _results(tests, content, f"{exercise.file} was not handed in")


@cache
def _results(tests: Path, content: bytes, reason: str) -> tuple[CheckResult, ...]:
    """`content` is part of the question: a file that was changed meanwhile is read again."""
    return tuple(
        result_of(function, check, misconception=NOT_ATTEMPTED, happened=reason)
        for function, check in load_checks(tests)
    )
