"""Each submission's result as it comes: what was kept, what is graded anew, and the bar that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.course.contents import Course, fingerprint
from grader.course.submissions import HandedIn, read_submission
from grader.grading.kept import Kept
from grader.grading.many import Crew, grade_all
from grader.grading.one import Job
from grader.grading.repeat import differences
from grader.grading.results import SubmissionResult, submission_from_json, submission_to_json
from grader.reports.words import printable
from grader.sandbox.warm import Isolation


@dataclass(frozen=True)
class Found:
    """A submission's result, whether it is new, and the verdicts that came out otherwise when it was graded again."""

    job: Job
    result: SubmissionResult
    new: bool = True
    differing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """What there is to grade, how often each, and where results of before are (None: all is graded anew)."""

    course: Course
    handed_in: tuple[HandedIn, ...]
    isolation: Isolation
    times: int
    before: Kept | None


def found_by(crew: AbstractContextManager[Crew], work: Work, console: Console) -> Iterator[Found]:
    """What was kept first, then what the crew grades, each as it comes; on a terminal with a progress bar.

    Raises Stopped, or what the crew raises where it cannot begin; it is not called together where all was kept.
    """
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=len(work.handed_in))
        for found in _found_by(crew, work):
            yield found
            student = printable(found.result.student)
            progress.update(task, advance=1, description=student)
            if not console.is_terminal:
                as_before = "" if found.new else " (as before)"
                console.print(f"{student}: {score(found.result)}{as_before}", markup=False)
            for difference in found.differing:
                console.print(f"grader: not the same every time: {printable(difference)}", markup=False)


def _found_by(crew: AbstractContextManager[Crew], work: Work) -> Iterator[Found]:
    seed = fingerprint(work.course)
    missing: list[HandedIn] = []
    for handed in work.handed_in:
        before = None
        if work.before is not None:
            job = _job(handed, work, seed)
            before = work.before.get(job)
        if before is None:
            missing.append(handed)
        else:
            yield Found(job, before, new=False)
    if not missing:
        return
    jobs = (job for handed in missing for job in [_job(handed, work, seed)] * work.times)
    results: dict[str, list[SubmissionResult]] = {}
    with crew as ready:
        for job, result in grade_all(jobs, ready):
            mine = results.setdefault(job.submission.student, [])
            mine.append(without_runs(job, result) if mine else result)
            if len(mine) == work.times:
                first, *others = results.pop(job.submission.student)
                differing = dict.fromkeys(line for other in others for line in differences(first, other))
                yield Found(job, first, differing=tuple(differing))


def _job(handed: HandedIn, work: Work, seed: str) -> Job:
    return Job(read_submission(handed, work.course), work.course, handed.exercises(work.course), work.isolation, seed)


def score(result: SubmissionResult) -> str:
    """The score as a line says it, or why there is none."""
    if result.score is None:
        return f"{result.status}: {result.reason}"
    return f"{result.score:g} of {result.max_score:g}" + (f" ({result.reason})" if result.reason else "")


def without_runs(job: Job, result: SubmissionResult) -> SubmissionResult:
    """The result without its runs, which for a class would not fit into memory."""
    small = submission_from_json(submission_to_json(result))
    if result.status == "graded":
        return small
    return replace(small, unscored={exercise.key: result.reason or "" for exercise in job.exercises})
