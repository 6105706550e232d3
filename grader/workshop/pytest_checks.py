"""A pytest plugin: in a course's folder, `pytest` gives a student's checks, each a test with its sentence.

Every pytest on the machine loads this module at its start, so that it imports the grader only in a course.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

if TYPE_CHECKING:
    from grader.course.contents import Exercise
    from grader.results.model import CheckResult
    from grader.workshop.checking import Checked
    from grader.workshop.pytest_session import Checks

_CONTENTS = "course.toml"
_NOT_THEIRS = ("hidden", "scenarios", "visible", "submissions")
"""Folders in tests/ whose files are no tests that pytest could run by itself."""
_SESSION = pytest.StashKey["Checks"]()
_SENTENCE = "grader_sentence"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file exercises/UNIT/NAME.py of a course holds that exercise's checks."""
    if file_path.suffix != ".py" or (root := _course_of(file_path, "exercises")) is None:
        return None
    if file_path.name.startswith("test_") or not _visible_tests(root, file_path).is_file():
        return None
    return ExerciseFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A visible test that is named by its own path gives the same checks."""
    root = _course_of(module_path, "visible")
    return None if root is None else ExerciseFile.from_parent(parent, path=module_path)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what a course's tests are made of, unless it is asked for: its checks are those of exercises/."""
    if collection_path.name not in _NOT_THEIRS or collection_path.parent.name != "tests":
        return None
    if not (collection_path.parent.parent / "exercises" / _CONTENTS).is_file():
        return None
    asked = (config.invocation_params.dir / argument.partition("::")[0] for argument in config.args)
    return None if any(path.is_relative_to(collection_path) for path in asked) else True


def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
    """With -v, the sentence stands behind the verdict."""
    sentence = dict(getattr(report, "user_properties", ())).get(_SENTENCE)
    if sentence is None or (report.when != "call" and report.outcome != "skipped"):
        return None
    letter = {"passed": ".", "failed": "F", "skipped": "s"}[report.outcome]
    return report.outcome, letter, f"{report.outcome.upper()} {sentence}"


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the interpreter that ran the exercises."""
    if (session := config.stash.get(_SESSION, None)) is not None:
        session.close()


def _course_of(path: Path, folder: str) -> Path | None:
    """The course whose `folder`/UNIT/NAME.py this path is, with visible/ in tests/; None if it is none."""
    top = path.parent.parent
    root = top.parent if folder == "exercises" else top.parent.parent
    there = root / "exercises" if folder == "exercises" else root / "tests" / "visible"
    return root if top == there and (root / "exercises" / _CONTENTS).is_file() else None


def _visible_tests(root: Path, path: Path) -> Path:
    return root / "tests" / "visible" / path.parent.name / f"test_{path.name}"


class ExerciseFile(pytest.File):
    """One exercise: a student's file, and in it the checks as tests."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item per visible check, in their order.

        Raises CollectError for a course or a test that cannot be read.
        """
        from grader.course.contents import CourseError, read_course
        from grader.grading.faults import CourseFault
        from grader.workshop.pytest_session import Checks, declared_in

        root = _course_of(self.path, "exercises") or _course_of(self.path, "visible")
        assert root is not None
        try:
            checks = self.config.stash.setdefault(_SESSION, Checks())
            key = f"{self.path.parent.name}/{self.path.stem.removeprefix('test_')}"
            exercise = read_course(root).exercise(key)
            found = [] if exercise is None else declared_in(exercise)
        except (CourseError, CourseFault) as error:
            raise self.CollectError(str(error)) from error
        for name, sentence in found:
            yield CheckItem.from_parent(self, name=name, exercise=exercise, sentence=sentence, checks=checks)


class CheckItem(pytest.Item):
    """One check of one exercise."""

    def __init__(self, *, exercise: Exercise, sentence: str, checks: Checks, **other: Any) -> None:
        super().__init__(**other)
        self.exercise, self.sentence, self.checks = exercise, sentence, checks
        self.judged: tuple[Checked, CheckResult] | None = None
        self.user_properties.append((_SENTENCE, sentence))

    def runtest(self) -> None:
        """Judge the exercise, if that is not done yet; skip what was not judged, fail as the check does."""
        checked = self.checks.checked(self.exercise)
        if (why := self.checks.why_unjudged(checked)) is not None:
            raise _skip(why)
        result = next(one for one in checked.checks if one.name == self.name)
        self.judged = checked, result
        if not result.reached:
            from grader.results.sentences import skipped

            raise _skip(skipped(result))
        # An AssertionError is what editors show as a failed test, and not as a broken one.
        assert result.passed, self.sentence

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """What `grader check` tells of this check, in place of a traceback."""
        from grader.workshop.checking import CheckFault

        if excinfo.errisinstance(CheckFault):
            return _Told(f"the check could not be made: {excinfo.value}.", self._place(), str(excinfo.value))
        if self.judged is None:
            return super().repr_failure(excinfo)
        return _Told(self.checks.told(*self.judged), self._place(), self.checks.in_short(self.judged[1]))

    def _place(self) -> ReprFileLocation:
        path, line, _ = self.reportinfo()
        return ReprFileLocation(str(path), (line or 0) + 1, "")

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The place of the check's exercise in the student's file, and the sentence."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""
        name = re.escape(self.name) if self.path.name.startswith("test_") else r"\w+"
        found = re.search(rf"^(?:async +)?(?:def|class) +{name}\b", text, re.M)
        return self.path, text.count("\n", 0, found.start()) if found else 0, f"{self.exercise.key}: {self.sentence}"


def _skip(why: str) -> BaseException:
    return pytest.skip.Exception(why, _use_item_location=True)


class _Told(TerminalRepr):
    """A failure in the words of `grader check`; the summary at the end gets the short form."""

    def __init__(self, text: str, place: ReprFileLocation, short: str) -> None:
        self.text = text
        self.reprcrash = ReprFileLocation(place.path, place.lineno, short)

    def toterminal(self, tw: TerminalWriter) -> None:
        tw.line(self.text)

    def __str__(self) -> str:
        return self.text


__all__ = ["CheckItem", "ExerciseFile"]
