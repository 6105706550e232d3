"""Each submission's result as it comes: what was kept, what is graded anew, and the bar that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.commands.corrected import with_corrections, with_extensions
from grader.course.contents import Course, Exercise, fingerprint
from grader.course.hand_ins import HandedIn
from grader.course.lateness import lateness
from grader.course.reading_process import ReadingProcess
from grader.course.submissions import Submission
from grader.gradebook.corrections import Corrections
from grader.grading.grade_class import Crew, grade_all
from grader.grading.grade_submission import Job
from grader.grading.packing import Packed
from grader.grading.repeat import differences
from grader.grading.result_cache import ResultCache
from grader.reports.words import printable
from grader.results.model import ExerciseResult, Fault, SubmissionResult
from grader.sandbox.warm import Isolation


@dataclass(frozen=True)
class Found:
    """A submission's result and its runs, packed; whether it is new, and the verdicts that came out otherwise when it
    was graded again."""

    job: Job
    result: SubmissionResult
    runs: bytes
    new: bool = True
    differing: tuple[str, ...] = ()
    corrected: SubmissionResult | None = None

    @property
    def counting(self) -> SubmissionResult:
        """The result that counts: with what instructors decided by hand."""
        return self.corrected or self.result


@dataclass(frozen=True)
class GradingWork:
    """What there is to grade, how often each, and where results are kept; `afresh` takes none of those."""

    course: Course
    handed_in: tuple[HandedIn, ...]
    isolation: Isolation
    times: int
    store: ResultCache | None
    afresh: bool
    assigned: Course
    """What was set: the course, or a part of it."""
    reading: ReadingProcess
    corrections: Corrections = field(default_factory=dict)


def found_by(crew: AbstractContextManager[Crew], work: GradingWork, console: Console) -> Iterator[Found]:
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
        attempts = Counter(handed.student for handed in work.handed_in)
        left = attempts.copy()
        best: dict[str, Found] = {}
        for found in _on_time(_found_by(crew, work), work):
            name = found.result.student
            before = best.get(name)
            best[name] = found if before is None else _better(before, found)
            left[name] -= 1
            if not left[name]:
                yield _with_attempt(best.pop(name), attempts[name])
            attempt = found.job.submission.attempt
            student = printable(f"{name}, {attempt}" if attempt else name)
            progress.update(task, advance=1, description=student)
            if not console.is_terminal:
                as_before = "" if found.new else " (as before)"
                console.print(f"{student}: {score(found.counting)}{as_before}", markup=False)
            for difference in found.differing:
                console.print(f"grader: not the same every time: {printable(difference)}", markup=False)


def _better(one: Found, other: Found) -> Found:
    return replace(max(one, other, key=_rank), differing=one.differing + other.differing)


def _with_attempt(found: Found, attempts: int) -> Found:
    """What counts, with the word which of several attempts it is."""
    if attempts == 1 or found.counting.score is None:
        return found
    counts = f"the best of {attempts} attempts counts: {found.job.submission.attempt}"
    return replace(
        found, result=_noted(found.result, (counts,)), corrected=found.corrected and _noted(found.corrected, (counts,))
    )


def _rank(found: Found) -> tuple[bool, bool, float]:
    """Which attempt counts: the one with more points, and one with a score before one without; but while the grader
    has failed one of them, nobody knows which is the best."""
    result = found.counting
    return result.status == "not-graded", result.score is not None, result.score or 0.0


def _on_time(all_found: Iterator[Found], work: GradingWork) -> Iterator[Found]:
    """The results with what being late has cost."""
    handed_in = {(handed.student, handed.attempt): handed for handed in work.handed_in}
    for found in all_found:
        handed = handed_in[found.job.submission.student, found.job.submission.attempt]
        its_own = with_extensions(work.assigned, handed.student, work.corrections)
        late = {unit: (one.part, one.reason) for unit, one in lateness(handed, its_own).items()}
        notes = found.job.submission.notes
        result = _noted(found.result, notes).handed_in_late(late)
        whole = with_unscored(found.job, found.result)
        by_hand = with_corrections(whole, work.corrections)
        corrected = None if by_hand is whole else _noted(by_hand, notes).handed_in_late(late)
        yield replace(found, result=result, corrected=corrected)


def _noted(result: SubmissionResult, notes: tuple[str, ...]) -> SubmissionResult:
    """The result with how its submission was read, where that was not plain."""
    if not notes:
        return result
    return replace(result, reason="; ".join(filter(None, (result.reason, *notes))))


def _found_by(crew: AbstractContextManager[Crew], work: GradingWork) -> Iterator[Found]:
    seed = fingerprint(work.course)
    missing: list[HandedIn] = []
    for handed in work.handed_in:
        before = None
        if work.store is not None and not work.afresh:
            job = _job(handed, work, seed)
            before = work.store.get(job)
        if before is None:
            missing.append(handed)
        else:
            yield Found(job, before.result, before.runs, new=False)
    if not missing:
        return
    jobs = (job for handed in missing for job in [_job(handed, work, seed)] * work.times)
    several: dict[tuple[str, str], list[Packed]] = {}
    with crew as ready:
        for job, found in grade_all(jobs, ready):
            which = job.submission.student, job.submission.attempt
            mine = several.setdefault(which, [])
            mine.append(found)
            if len(mine) == work.times:
                first, *others = several.pop(which)
                if work.store is not None:
                    work.store.put(job, first)
                lines = (line for other in others for line in differences(first.result, other.result))
                yield Found(job, first.result, first.runs, differing=tuple(dict.fromkeys(lines)))


def _job(handed: HandedIn, work: GradingWork, seed: str) -> Job:
    submission = work.reading.submission(handed, work.course)
    exercises = tuple(one for one in handed.exercises(work.course) if work.assigned.exercise(one.key))
    return Job(_of_assignment(submission, exercises, work), work.course, exercises, work.isolation, seed)


def _of_assignment(submission: Submission, exercises: tuple[Exercise, ...], work: GradingWork) -> Submission:
    """A submission in which there is nothing of what was set, but something else, waits for a person."""
    known = submission.files.keys() | submission.problems.keys() | {f"{key}.py" for key in submission.unread}
    others = [one.key for one in work.course.exercises if one.file in submission.files and one not in exercises]
    if submission.unreadable is not None or not others or any(one.file in known for one in exercises):
        return submission
    units = ", ".join(dict.fromkeys(one.unit for one in exercises))
    reason = f"nothing of what was set ({units}) is in it; it holds {', '.join(others)}"
    return replace(submission, files={}, problems={}, unread={}, unreadable=reason)


def score(result: SubmissionResult) -> str:
    """The score as a line says it, or why there is none."""
    if result.score is None:
        return f"{result.status}: {result.reason}"
    return f"{result.score:g} of {result.max_score:g}" + (f" ({result.reason})" if result.reason else "")


def with_unscored(job: Job, result: SubmissionResult) -> SubmissionResult:
    """The result with every exercise that was to be graded: those of which nothing is known have no score."""
    if result.status == "graded" or result.exercises:
        return result
    fault: Fault = "submission" if result.status == "unreadable" else "machine"
    reason = result.reason or ""
    exercises = {one.key: ExerciseResult.not_graded(one.points, reason, fault) for one in job.exercises}
    return replace(result, exercises=exercises)
