"""`grader grade`: grade submissions with the hidden tests; JSON, gradebook and report."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from grader.commands.failure import FALLS_SHORT, MACHINE_CANNOT, Failure
from grader.course.contents import Course, CourseError, find_course, fingerprint
from grader.course.submissions import HandedIn, NoSubmission, find_submissions, read_submission
from grader.gradebook.database import GradebookError
from grader.gradebook.store import write
from grader.grading.kept import Kept, kept
from grader.grading.many import grade_all, grade_alone, local_executor
from grader.grading.one import Job
from grader.grading.results import (
    ClassResult,
    SubmissionResult,
    dumps,
    submission_from_json,
    submission_to_json,
)
from grader.reports.class_report import ClassReport
from grader.reports.words import printable
from grader.sandbox.warm import Isolation, why_not

_DEFAULT_GRADEBOOK = "sqlite:///gradebook.db"
_GRADEBOOK_BATCH = 50
"""How many results are written to the gradebook at a time; each is durable at once in the kept results."""
_KEPT = Path(".grader", "results.sqlite")


def run(
    paths: list[Path],
    *,
    json: Path | None,
    gradebook: str | None,
    report: Path | None,
    jobs: int,
    isolation: Isolation,
    course_folder: Path | None,
    force: bool,
) -> None:
    """Grade what lies below the paths; exits 1 if something could not be graded."""
    console = Console(highlight=False, soft_wrap=True, stderr=True)
    try:
        course = find_course(course_folder)
        handed_in = find_submissions(paths, course)
    except (CourseError, NoSubmission) as error:
        raise Failure(str(error)) from error
    _check_outputs(json, report)
    _check_isolation(isolation, console)
    units = {exercise.unit for handed in handed_in for exercise in handed.exercises(course)}
    book = gradebook or _DEFAULT_GRADEBOOK
    _write(book, course, (), units)
    results: list[SubmissionResult] = []
    unwritten: list[SubmissionResult] = []
    with ExitStack() as stack:
        store = _kept(stack, console)
        pages = _report(report, course)
        for job, result, new in _results(course, handed_in, jobs, isolation, store if not force else None, console):
            if store is not None and new:
                store.put(job, result)
            results.append(_without_traces(job, result))
            unwritten.append(results[-1])
            if pages is not None:
                pages.add(result)
                pages.compare(result.student, job.submission.files)
            if len(unwritten) == _GRADEBOOK_BATCH:
                _write(book, course, unwritten, units)
                unwritten.clear()
    results.sort(key=lambda result: result.student)
    if json is not None:
        json.write_text(dumps(ClassResult(course.title, tuple(results))), encoding="utf-8")
    if pages is not None:
        pages.finish()
    _write(book, course, unwritten, units)
    _summary(console, results, json, book, report)
    if any(result.status != "graded" or result.unscored for result in results):
        sys.exit(FALLS_SHORT)


def _write(book: str, course: Course, results: Collection[SubmissionResult], units: Collection[str]) -> None:
    """Into the gradebook, also nothing: a gradebook that cannot be used is found before the work."""
    try:
        write(book, course, results, units)
    except GradebookError as error:
        raise Failure(str(error)) from error


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


def _check_isolation(isolation: Isolation, console: Console) -> None:
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
    reason = why_not(isolation)
    if reason is not None:
        next_best = isolation == "bubblewrap" and why_not("landlock") is None
        less = " --isolation landlock protects less, but works here." if next_best else ""
        raise Failure(
            f"this machine cannot isolate submissions ({reason}), so nothing was graded. `grader doctor` says what to "
            f"do about it.{less} (--isolation none grades without a sandbox: only for code that you trust.)",
            MACHINE_CANNOT,
        )


def _kept(stack: ExitStack, console: Console) -> Kept | None:
    try:
        return stack.enter_context(kept(_KEPT))
    except (OSError, sqlite3.Error) as error:
        console.print(f"grader: results cannot be kept in {_KEPT} ({error}); all are graded again.", markup=False)
        return None


def _report(folder: Path | None, course: Course) -> ClassReport | None:
    if folder is None:
        return None
    return ClassReport(folder, course)


def _results(
    course: Course,
    handed_in: tuple[HandedIn, ...],
    jobs: int,
    isolation: Isolation,
    store: Kept | None,
    console: Console,
) -> Iterator[tuple[Job, SubmissionResult, bool]]:
    """Each submission's result, and whether it is new."""
    seed = fingerprint(course)
    found: list[tuple[Job, SubmissionResult]] = []

    def todo() -> Iterator[Job]:
        for handed in handed_in:
            job = Job(read_submission(handed, course), course, handed.exercises(course), isolation, seed)
            before = store.get(job) if store is not None else None
            if before is None:
                yield job
            else:
                found.append((job, before))

    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with (
        local_executor(min(jobs, max(len(handed_in), 1))) as executor,
        Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress,
    ):
        task = progress.add_task("", total=len(handed_in))
        for job, result in grade_all(todo(), executor, 2 * jobs, grade_alone):
            yield job, result, True
            _tell(progress, task, console, result, "")
            while found:
                yield (*found[-1], False)
                _tell(progress, task, console, found.pop()[1], " (as before)")
        for job, result in found:
            yield job, result, False
            _tell(progress, task, console, result, " (as before)")


def _tell(progress: Progress, task: TaskID, console: Console, result: SubmissionResult, more: str) -> None:
    student = printable(result.student)
    progress.update(task, advance=1, description=student)
    if not console.is_terminal:
        console.print(f"{student}: {_score(result)}{more}", markup=False)


def _score(result: SubmissionResult) -> str:
    if result.score is None:
        return f"{result.status}: {result.reason}"
    return f"{result.score:g} of {result.max_score:g}" + (f" ({result.reason})" if result.reason else "")


def _without_traces(job: Job, result: SubmissionResult) -> SubmissionResult:
    """The traces of a class would not fit into memory; the report has written what it shows of them."""
    small = submission_from_json(submission_to_json(result))
    if result.status == "graded":
        return small
    return replace(small, unscored={exercise.key: result.reason or "" for exercise in job.exercises})


def _summary(
    console: Console, results: list[SubmissionResult], json: Path | None, book: str, report: Path | None
) -> None:
    out = Console(highlight=False, soft_wrap=True)
    graded = [result for result in results if result.score is not None]
    out.print(f"{len(graded)} of {len(results)} submissions graded.", markup=False)
    if console.is_terminal:
        for result in results:
            out.print(f"  {printable(result.student)}: {_score(result)}", markup=False)
    for what, where in (("results", json), ("gradebook", book), ("report", report / "index.html" if report else None)):
        if where is not None:
            out.print(f"  {what}: {where}", markup=False)
