"""`grader grade`: grade submissions with the hidden tests; JSON, gradebook and report."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.class_report import ClassReport
from grader.commands.corrected import changes, results_before
from grader.commands.failure import FALLS_SHORT, MACHINE_CANNOT, Failure
from grader.commands.grading import GradingWork, found_by, score, with_unscored
from grader.commands.hand_ins import checked_layout, of_units, show, with_roster
from grader.commands.known_answers import require_known_answers
from grader.course.contents import Course, CourseError, find_course
from grader.course.hand_ins import HandedIn
from grader.course.layouts import NoSubmission
from grader.course.reading_process import ReadingProcess
from grader.course.roster import RosterError
from grader.exports.people import note_ids
from grader.gradebook.comments import graded_by
from grader.gradebook.corrections import Correction, Corrections, CorrectionsError, read_corrections
from grader.gradebook.database import GradebookError
from grader.gradebook.manual import enter_manual, manual_scores
from grader.gradebook.store import write
from grader.grading.cluster import NoCluster, cluster_crew
from grader.grading.grade_class import Crew, Stopped, local_crew
from grader.grading.packing import Packed
from grader.grading.record_file import RecordFile
from grader.grading.result_cache import ResultCache, open_cache
from grader.reports.words import printable
from grader.results.json_form import json_text, submission_from_json, submission_to_json
from grader.results.model import SubmissionResult
from grader.sandbox.warm import Isolation, why_not

_DEFAULT_GRADEBOOK = "sqlite:///gradebook.db"
_GRADEBOOK_BATCH = 50
"""How many results are written to the gradebook at a time; each is durable at once in the kept results."""
_KEPT = Path(".grader", "results.sqlite")


def run(paths: list[Path], **options: Any) -> None:
    """Grade what lies below the paths; exits 1 if something could not be graded, or not the same every time."""
    with ReadingProcess() as reading:
        _run(paths, reading, **options)


def _run(
    paths: list[Path],
    reading: ReadingProcess,
    *,
    json: Path | None,
    gradebook: str | None,
    report: Path | None,
    jobs: int,
    isolation: Isolation,
    course_folder: Path | None,
    force: bool,
    scheduler: str | None,
    repeat: int,
    units: list[str],
    layout: str | None,
    dry_run: bool,
    roster: Path | None,
) -> None:
    console = Console(highlight=False, soft_wrap=True, stderr=True)
    try:
        course = find_course(course_folder)
        assigned = of_units(course, units)
        found_there = reading.hand_ins(paths, course, checked_layout(layout))
        found_there, listed = with_roster(found_there, roster)
    except (CourseError, NoSubmission, RosterError) as error:
        raise Failure(str(error)) from error
    handed_in = tuple(
        one for one in found_there.handed_in if any(assigned.exercise(e.key) for e in one.exercises(course))
    )
    for line in (*found_there.told, *listed):
        console.print(f"grader: {line}", markup=False)
    if dry_run:
        show(found_there, course, assigned, reading)
        return
    _check_outputs(json, report)
    _check_address(scheduler)
    _check_isolation(isolation, console, here=scheduler is None)
    if scheduler is None:
        require_known_answers()
    wanted = {exercise.unit for handed in handed_in for exercise in handed.exercises(course)}
    book = gradebook or _DEFAULT_GRADEBOOK
    _write(book, assigned, (), wanted)
    _note_ids(handed_in, console)
    corrections, entered = _corrections(book, course)
    earlier = results_before(json)
    results = RecordFile()
    unwritten: list[SubmissionResult] = []
    differing = 0
    with _writable(), ExitStack() as stack:
        store = _kept(stack, console)
        pages = _report(report, assigned, reading)
        crew = _crew(scheduler, min(jobs, max(len(handed_in) * repeat, 1)), course, isolation, console)
        work = GradingWork(
            course, handed_in, isolation, repeat, store, force or repeat > 1, assigned, reading, corrections
        )
        try:
            for found in found_by(crew, work, console):
                differing += len(found.differing)
                results.put(found.result.student, submission_to_json(found.counting))
                unwritten.append(with_unscored(found.job, found.result))
                if pages is not None:
                    pages.add(Packed(found.counting, found.runs).unpacked(), found.job.submission.files)
                    pages.compare(found.result.student, found.job.submission.files)
                if len(unwritten) == _GRADEBOOK_BATCH:
                    _write(book, assigned, unwritten, wanted)
                    unwritten.clear()
        except (NoCluster, Stopped) as stopped:
            _write(book, assigned, unwritten, wanted)
            raise Failure(str(stopped), MACHINE_CANNOT) from stopped
    with _writable():
        if json is not None:
            with json.open("w", encoding="utf-8", errors="backslashreplace") as file:
                file.writelines(json_text(course.title, (record for _, record in results)))
        if pages is not None:
            pages.finish()
        _write(book, assigned, unwritten, wanted)
        _enter(book, course, [one for key, one in corrections.items() if key not in entered])
    complete = _summary(console, results, json, book, report)
    for line in [line for student, record in results for line in changes(earlier, student, record)]:
        print(f"  changed: {printable(line)}")
    if differing:
        console.print(
            f"grader: {differing} verdicts were not the same in {repeat} gradings of the same submission: chance "
            "decides a check of the course, or the grader is at fault. The first result was taken.",
            markup=False,
        )
    if differing or not complete:
        sys.exit(FALLS_SHORT)


def _crew(
    scheduler: str | None, jobs: int, course: Course, isolation: Isolation, console: Console
) -> AbstractContextManager[Crew]:
    if scheduler is None:
        return local_crew(jobs)
    return cluster_crew(scheduler, course, isolation, lambda line: console.print(f"grader: {line}", markup=False))


def _write(book: str, course: Course, results: Collection[SubmissionResult], units: Collection[str]) -> None:
    """Into the gradebook, also nothing: a gradebook that cannot be used is found before the work."""
    try:
        write(book, course, results, graded_by(course), units)
    except GradebookError as error:
        raise Failure(str(error)) from error


@contextmanager
def _writable() -> Iterator[None]:
    """A full or broken disk ends the command, in words."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise Failure(
            f"results cannot be written ({error}). What was graded until then is kept in {_KEPT}: make room, or repair "
            "what is wrong there, then run the same command again.",
            MACHINE_CANNOT,
        ) from error


def _check_outputs(json: Path | None, report: Path | None) -> None:
    """Before the work, not after it: can its results be written?"""
    for path in filter(None, (json, report)):
        parent = path.absolute().parent
        if not parent.is_dir():
            raise Failure(f"{path}: there is no folder {parent}. Create it first.")
    if report is not None and report.exists() and not report.is_dir():
        raise Failure(f"--report {report}: this is a file. Name a folder for the report.")
    if json is not None and json.is_dir():
        raise Failure(f"--json {json}: this is a folder. Name a file.")


def _check_address(scheduler: str | None) -> None:
    if scheduler is not None and not re.fullmatch(r"\w+://.+:\d+", scheduler):
        raise Failure(f"--scheduler {scheduler}: this is no scheduler's address. Write tcp://HOST:PORT.")


def _check_isolation(isolation: Isolation, console: Console, here: bool) -> None:
    """Say what less isolation means, and whether this machine has it, if it is `here` that submissions run."""
    if isolation == "none":
        console.print(
            "grader: --isolation none: the submissions run without a sandbox, with all that you may do on this "
            "machine. Only for code that you trust.",
            markup=False,
        )
        return
    if isolation == "landlock":
        console.print(
            "grader: --isolation landlock: the submissions see this machine's processes' names and share /dev/shm; "
            "grader/sandbox/SECURITY.md says what else is not protected.",
            markup=False,
        )
    reason = why_not(isolation) if here else None
    if reason is not None:
        next_best = isolation == "bubblewrap" and why_not("landlock") is None
        less = " --isolation landlock protects less, but works here." if next_best else ""
        raise Failure(
            f"this machine cannot isolate submissions ({reason}), so nothing was graded. `grader doctor` says what to "
            f"do about it.{less} (--isolation none grades without a sandbox: only for code that you trust.)",
            MACHINE_CANNOT,
        )


def _corrections(book: str, course: Course) -> tuple[Corrections, Corrections]:
    """What was decided by hand: of both, and what of it is in the gradebook, which goes before the file."""
    try:
        entered = manual_scores(book, course)
        return {**read_corrections(), **_with_comments(entered)}, entered
    except CorrectionsError as error:
        raise Failure(str(error)) from error


def _with_comments(entered: Corrections) -> Corrections:
    """The gradebook's points; where the file has the same, the file says whose they are, and why."""
    known = read_corrections()
    same = {key: one for key, one in known.items() if key in entered and one.points == entered[key].points}
    return {**entered, **same, **{key: one for key, one in known.items() if one.excused}}


def _enter(book: str, course: Course, corrections: list[Correction]) -> None:
    with_points = [one for one in corrections if one.points is not None]
    try:
        if with_points:
            enter_manual(book, course, with_points)
    except GradebookError as error:
        raise Failure(str(error)) from error


def _note_ids(handed_in: tuple[HandedIn, ...], console: Console) -> None:
    try:
        note_ids(handed_in)
    except OSError as error:
        console.print(f"grader: the platforms' ids cannot be kept for exports ({error})", markup=False)


def _kept(stack: ExitStack, console: Console) -> ResultCache | None:
    try:
        return stack.enter_context(open_cache(_KEPT))
    except (OSError, sqlite3.Error) as error:
        console.print(f"grader: results cannot be kept in {_KEPT} ({error}); all are graded again.", markup=False)
        return None


def _report(folder: Path | None, course: Course, reading: ReadingProcess) -> ClassReport | None:
    if folder is None:
        return None
    return ClassReport(folder, course, reading)


def _summary(console: Console, results: RecordFile, json: Path | None, book: str, report: Path | None) -> bool:
    """Say what was graded and where it is; whether everything has a score."""
    out = Console(highlight=False, soft_wrap=True)
    all_results, graded, lines, complete = 0, 0, [], True
    for student, record in results:
        result = submission_from_json(record)
        all_results += 1
        graded += result.score is not None
        complete = complete and result.score is not None
        if console.is_terminal:
            lines.append(f"  {printable(student)}: {score(result)}")
    out.print(f"{graded} of {all_results} submissions graded.", markup=False)
    for line in lines:
        out.print(line, markup=False)
    for what, where in (("results", json), ("gradebook", book), ("report", report / "index.html" if report else None)):
        if where is not None:
            out.print(f"  {what}: {where}", markup=False)
    return complete
