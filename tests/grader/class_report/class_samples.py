"""Classes written by hand: a course of two units, results with and without traces, and hostile ones."""

from __future__ import annotations

from pathlib import Path

import trace_samples

from grader.course.contents import Course, Exercise, Unit
from grader.grading.grade_submission import NOT_ATTEMPTED
from grader.results.json_form import submission_from_json, submission_to_json
from grader.results.model import CheckResult, ExerciseResult, SubmissionResult
from grader.traces.model import Trace

ROOT = Path("/course")
COURSE = Course(
    "Creating processes",
    ROOT,
    (
        Unit("fork", "os.fork", (Exercise("fork", "two_returns", "fork returns twice", 2, (), ROOT),)),
        Unit("pool", "Pool", (Exercise("pool", "ten_tasks", "Ten tasks", 2, (), ROOT),)),
    ),
)
MOST = 4.0
FORMULA = '=HYPERLINK("http://evil","<b>")'
NASTY = (
    FORMULA + " <script>alert(1)</script> \x1b[31m\x00 \u202e ]]> &amp; | ` @everyone [x](javascript:1) \ud800 \ufffe"
)


def passed(name: str = "test_waits") -> CheckResult:
    return CheckResult(name, "join", True, True, 1.0, 1.0, None, "Your main process waits.")


def failed(
    misconception: str | None = "no join",
    happened: str = "it did not",
    *,
    name: str = "test_waits",
    trace: Trace | None = None,
) -> CheckResult:
    return CheckResult(
        name, "join", False, True, 0.0, 1.0, misconception, "Your main process waits.", happened,
        schedule=trace.schedule if trace is not None else None,
        trace=trace,
        moments=(trace.events[1].n,) if trace is not None else (),
    )  # fmt: skip


def unreached(name: str = "test_order") -> CheckResult:
    return CheckResult(name, "ordering", False, False, 0.0, 1.0, None, "In order.", needs="test_waits")


def result(student: str, fork: tuple[CheckResult, ...], pool: tuple[CheckResult, ...]) -> SubmissionResult:
    return SubmissionResult.of(
        student, {"fork/two_returns": ExerciseResult.of(fork), "pool/ten_tasks": ExerciseResult.of(pool)}
    )


def right(student: str) -> SubmissionResult:
    both = (passed(), passed("test_order"))
    return result(student, both, both)


def wrong(student: str, *, trace: bool = True) -> SubmissionResult:
    """Nothing of the pool, and in fork no join, with the run that shows it."""
    run = trace_samples.without_join() if trace else None
    return result(student, (failed(trace=run), unreached()), (passed(), passed("test_order")))


def stuck(student: str) -> SubmissionResult:
    both = (failed(trace=trace_samples.deadlock()), unreached())
    return result(student, both, both)


def nothing(student: str) -> SubmissionResult:
    none = (failed(NOT_ATTEMPTED, "nothing was handed in"),)
    return result(student, none, none)


def hostile(student: str = NASTY) -> SubmissionResult:
    both = (failed(NASTY, NASTY, trace=trace_samples.hostile()), unreached())
    return result(student, both, both)


def unreadable(student: str) -> SubmissionResult:
    return SubmissionResult.unreadable(student, MOST, "the archive is damaged; hand in another one")


def not_graded(student: str) -> SubmissionResult:
    return SubmissionResult.not_graded(student, MOST, "SandboxError: /home/teacher/secret is full")


def without_traces(one: SubmissionResult) -> SubmissionResult:
    """The result as it comes back from a file."""
    return submission_from_json(submission_to_json(one))
