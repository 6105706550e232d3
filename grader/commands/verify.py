"""`grader verify`: the course author's guard."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from grader.commands.failure import FALLS_SHORT, Failure
from grader.commands.known_answers import require_known_answers
from grader.course.contents import Course, CourseError, Exercise, find_course, select
from grader.course.misconceptions import read_registry
from grader.course.named import names, names_of, without_card
from grader.course.stubs import is_stale
from grader.course.unfinished import unfinished
from grader.grading import verify as guard
from grader.grading.check_files import mistakes
from grader.grading.coverage import Guarded, coverage
from grader.grading.coverage import faults as faults_of_coverage
from grader.grading.grade_class import local_executor
from grader.grading.samples import SampleError, of
from grader.grading.verify import SampleVerdict
from grader.results.sentences import counted
from grader.sandbox.warm import Isolation

_AS_IT_MUST_BE = "as it must be"


def run(
    wanted: str | None,
    *,
    jobs: int,
    isolation: Isolation,
    start_method: str | None,
    matrix: bool,
    course_folder: Path | None = None,
    repeat: int = 1,
) -> None:
    """Verify the exercises and say what is wrong; exits 1 if anything is."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        course = find_course(course_folder)
        exercises = select(course, wanted)
        stale = [exercise.stub for exercise in exercises if is_stale(exercise)]
        if stale:
            names = ", ".join(str(path.relative_to(course.root)) for path in stale)
            raise Failure(
                f"these stubs are not what their solutions give: {names}. Run `grader course stubs`.", FALLS_SHORT
            )
        told = _before_anything_runs(course, exercises, whole=wanted is None)
        playable = tuple(exercise for exercise in exercises if not told[exercise.key].broken)
        total = sum(len(of(exercise)) for exercise in playable)
    except (CourseError, SampleError) as error:
        raise Failure(str(error)) from error
    require_known_answers()
    with (
        local_executor(jobs) as executor,
        Progress(console=console, disable=not console.is_terminal, transient=True) as progress,
    ):
        task = progress.add_task("Verifying", total=total)
        verdicts = guard.verify(
            course, playable, isolation, executor, start_method, lambda verdict: progress.advance(task), repeat
        )
    faults = _show(console, exercises, verdicts, told)
    if matrix:
        for exercise in exercises:
            console.print(_matrix(exercise, [v for v in verdicts if v.sample.exercise == exercise]))
    if matrix or len(exercises) == 1:
        for exercise in exercises:
            console.print(_sentences(exercise, coverage(exercise, of(exercise))))
    if faults:
        sys.exit(FALLS_SHORT)


@dataclass
class _OwnMistakes:
    """What is wrong with an exercise's own files, known before anything runs: mistakes that leave it `broken`, and the
    names of misconceptions that have no card."""

    broken: list[str]
    cards: list[str]


def _before_anything_runs(course: Course, exercises: tuple[Exercise, ...], *, whole: bool) -> dict[str, _OwnMistakes]:
    registry = read_registry(course)
    told = {
        exercise.key: _OwnMistakes(
            [*mistakes(exercise, exercise.hidden_tests), *mistakes(exercise, exercise.visible_tests)],
            without_card(names_of(exercise), registry),
        )
        for exercise in exercises
    }
    first = told[exercises[0].key].cards
    first += registry.problems
    if whole:
        known = {line for one in told.values() for line in one.cards}
        first += [line for line in without_card(names(course), registry) if line not in known]
    return told


def _show(
    console: Console, exercises: tuple[Exercise, ...], verdicts: list[SampleVerdict], told: dict[str, _OwnMistakes]
) -> int:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in ("exercise", "right", "wrong", "made", "checks", "sentences", "twice", "verdict"):
        least = {"exercise": max(len(exercise.key) for exercise in exercises), "verdict": len(_AS_IT_MUST_BE)}
        side: Literal["left", "right"] = "left" if column in least else "right"
        table.add_column(column, justify=side, min_width=least.get(column))
    lines = []
    for exercise in exercises:
        own = [verdict for verdict in verdicts if verdict.sample.exercise == exercise]
        kinds = Counter(verdict.sample.kind for verdict in own)
        if told[exercise.key].broken:
            lines += told[exercise.key].broken
            table.add_row(exercise.key, *["–"] * 6, _faults(len(told[exercise.key].broken)))
            continue
        # A mistake of the author's shows in every sample, and is told once.
        of_author = Counter(v.fault for v in own if v.fault is not None)
        wrong = [f"{fault} (met by {counted(number, 'sample')})" for fault, number in of_author.items()]
        wrong += [f"{v.sample.kind} “{v.sample.name}”: {text}" for v in own if v.fault is None for text in v.wrong]
        wrong += guard.wrong_with_text(exercise, own)
        sentences = coverage(exercise, [verdict.sample for verdict in own])
        wrong += faults_of_coverage(sentences, [verdict.sample for verdict in own])
        if not of_author:
            useless = guard.useless_checks(own)
            wrong += [f"no wrong submission fails {name}" for of_, name in useless if of_ == exercise]
        wrong += told[exercise.key].cards
        unwritten = unfinished(exercise)
        lines += unwritten
        lines += [f"{exercise.key}: {text}" for text in wrong]
        checks = max((len(verdict.checks) for verdict in own), default=0)
        table.add_row(
            exercise.key, str(kinds["right"]), str(kinds["wrong"]), str(kinds["made"] + kinds["stub"]), str(checks),
            str(len(sentences)), str(sum(len(guarded.samples) > 1 for guarded in sentences)),
            _AS_IT_MUST_BE if not wrong + unwritten else _faults(len(wrong + unwritten)),
        )  # fmt: skip
    console.print(table)
    for line in dict.fromkeys(line.replace(f"{exercises[0].root}/", "") for line in lines):
        console.print(line, markup=False)
    seen = sum(len(verdict.checks) for verdict in verdicts)
    lines = list(dict.fromkeys(lines))
    console.print(f"{len(verdicts)} submissions, {seen} verdicts, {_faults(len(lines))}")
    return len(lines)


def _faults(number: int) -> str:
    return counted(number, "fault")


def _sentences(exercise: Exercise, found: list[Guarded]) -> Table:
    """The statement's sentences, with the samples that break each and the checks that these fail."""
    table = Table(title=f"{exercise.key}: its statement", title_justify="left", box=None, pad_edge=False)
    for column in ("sentence", "broken by", "guarded by"):
        table.add_column(column)
    for guarded in found:
        samples = ", ".join(sample.name for sample in guarded.samples) or "nothing"
        checks = ", ".join(name.removeprefix("test_").replace("_", " ") for name in guarded.checks)
        table.add_row(Text(guarded.sentence), samples, checks)
    return table


def _matrix(exercise: Exercise, verdicts: list[SampleVerdict]) -> Table:
    """Checks against wrong submissions: which fails which."""
    wrong = [verdict for verdict in verdicts if verdict.sample.kind == "wrong"]
    table = Table(title=exercise.key, title_justify="left", box=None, pad_edge=False)
    table.add_column("wrong submission")
    names = [check.name for check in wrong[0].checks] if wrong else []
    for name in names:
        table.add_column(name.removeprefix("test_").replace("_", " "))
    for verdict in wrong:
        marks = ["·" if check.passed else "fails" if check.reached else "skipped" for check in verdict.checks]
        table.add_row(verdict.sample.name, *marks)
    return table
