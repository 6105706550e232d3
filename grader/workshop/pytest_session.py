"""What the pytest plugin asks about: the verdicts of `grader check`, one exercise after the other, each judged once."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console

from grader.course.contents import Course, Exercise, read_course
from grader.grading.check_files import load_checks
from grader.observer.errors import CannotTrace
from grader.results.model import CheckResult
from grader.results.sentences import capital, observed, sentence
from grader.workshop import telling
from grader.workshop.checking import Checked, Checker
from grader.workshop.state import load, save

_WHY = {
    "missing": "there is no such file; get the stub with `grader reset`",
    "not started": "not started yet: the file is as you got it",
}


def declared_in(exercise: Exercise) -> list[tuple[str, str]]:
    """The name and the sentence of each visible check.

    Raises CourseFault if they cannot be read.
    """
    return [
        (function.__name__, " ".join((function.__doc__ or function.__name__).split()))
        for function, _ in load_checks(exercise.visible_tests)
    ]


class Checks:
    """Judges exercises when their first check is asked for, and keeps the results; `close` when done."""

    def __init__(self) -> None:
        self._courses: dict[Path, tuple[Course, Checker]] = {}
        self._found: dict[tuple[Path, str], Checked] = {}
        self._plain: str | None = None

    def checked(self, exercise: Exercise) -> Checked:
        """What `grader check` finds, also remembered as that does.

        Raises CheckFault if there is no verdict.
        """
        known = (exercise.root, exercise.key)
        if known not in self._found:
            course, checker = self._checker(exercise.root)
            try:
                checked = checker.check(exercise)
            except CannotTrace as error:
                checker.close()
                self._plain = str(error)
                checker = Checker(course, plain=True)
                self._courses[exercise.root] = course, checker
                checked = checker.check(exercise)
            self._found[known] = checked
            if checked.standing in ("passed", "partly", "failed"):
                state = load(course.root)
                save(course.root, state.with_(exercise.key, verdict=checked.standing, digest=checked.digest))
        return self._found[known]

    def _checker(self, root: Path) -> tuple[Course, Checker]:
        if root not in self._courses:
            from grader.workshop.machine import no_witness

            if self._plain is None:
                self._plain = no_witness()
            course = read_course(root)
            self._courses[root] = course, Checker(course, plain=self._plain is not None)
        return self._courses[root]

    def why_unjudged(self, checked: Checked) -> str | None:
        """Why no check of the exercise was judged; None if they were."""
        from grader.workshop.plain import why_not_here

        if checked.standing == "not here":
            return why_not_here(checked.exercise)
        return _WHY.get(checked.standing)

    def told(self, checked: Checked, result: CheckResult) -> str:
        """What `grader check` tells of one failed check, with the timeline; as plain text."""
        columns = os.environ.get("COLUMNS", "")
        out = Console(file=io.StringIO(), highlight=False, width=int(columns) if columns.isdecimal() else 100)
        for part in telling.of_check(out, checked, result):
            out.print(part)
        assert isinstance(out.file, io.StringIO)
        return "\n".join(line.rstrip() for line in out.file.getvalue().strip("\n").splitlines())

    def in_short(self, result: CheckResult) -> str:
        """One line for the list at the end: what happened."""
        return f"{capital(sentence(observed(result)))}"

    def close(self) -> None:
        """End the interpreters and remove the copies of the student's files."""
        for _, checker in self._courses.values():
            checker.close()
        self._courses.clear()
