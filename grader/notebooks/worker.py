"""What grades for notebooks, in a process of its own: `python -m grader.notebooks.worker`, a JSON line in, one out."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.checks.facts import Facts
from grader.course.contents import Course, Exercise, find_course, fingerprint
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.misconceptions import read_registry
from grader.course.reading_process import ReadingProcess
from grader.course.submissions import Submission
from grader.gradebook.comments import graded_by, report_of
from grader.grading.grade_submission import Job, OnRun, grade, run
from grader.notebooks.plain import files_in, nothing_failed, plain_result
from grader.notebooks.report import exercise_html, reason_html, trace_html
from grader.observer.errors import CannotTrace
from grader.reports.source_texts import source_texts
from grader.results.model import SubmissionResult
from grader.sandbox.scratch import scratch_folder
from grader.traces.model import Trace
from grader.workshop.checking import SEED
from grader.workshop.plain import notice

_PR_SET_PDEATHSIG = 1


def graded(request: dict[str, Any]) -> dict[str, Any]:
    """Grade what was handed in with the hidden tests: the scores, and a report an exercise."""
    course = find_course(Path(request["course"]))
    place = HandInPlace(Path(request["place"]), request["unit"])
    with ReadingProcess() as reading:  # closed before the run: a tracer collects every child of its own
        submission = reading.submission(HandedIn(request["student"], (place,)), course)
    version = graded_by(course)
    job = Job(submission, course, _exercises(course, request["exercises"]), request["isolation"], fingerprint(course))
    first: dict[str, Trace] = {}
    footer = "; ".join((f"Graded by {course.title}, {version}.", *submission.notes))
    return _answer(job, grade(job, _keep_first(first)), first, footer) | {"version": version}


def checked(request: dict[str, Any]) -> dict[str, Any]:
    """Run the visible checks on the student's own files, on the student's own machine."""
    course = find_course(Path(request["course"]))
    folder = Path(request["folder"])
    exercises = _exercises(course, request["exercises"])
    files: dict[str, bytes] = {}
    for unit in {exercise.unit for exercise in exercises}:
        files |= files_in(folder, unit)
    job = Job(Submission("you", files), course, exercises, "none", SEED, tests="visible")
    first: dict[str, Trace] = {}
    try:
        found = dict(run(job, on_run=_keep_first(first)))
        footer = ""
    except CannotTrace as error:
        found = {exercise.key: plain_result(course, exercise, files) for exercise in exercises}
        footer = notice(str(error))
    return _answer(job, SubmissionResult.of("you", found), first, footer)


def traced(request: dict[str, Any]) -> dict[str, Any]:
    """Run a student's own program and draw what its processes did."""
    from grader.observer.run import observe

    with scratch_folder() as folder:
        program = request["program"]
        if request["text"]:
            program = str(folder / "program.py")
            Path(program).write_text(request["text"], encoding="utf-8")
        os.chdir(request["folder"])
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        trace = observe(
            [sys.executable, program, *request["arguments"]],
            environment=environment,
            schedule=request["schedule"],
            seed=request["seed"],
        )
        if request["text"]:
            trace = replace(trace, program=("program.py", *request["arguments"]))
        html = trace_html(trace, source_texts(trace, [program, *request["arguments"]]))
    return {"status": "traced", "html": html, "outcome": trace.outcome}


def _exercises(course: Course, keys: list[str]) -> tuple[Exercise, ...]:
    found = [course.exercise(key) for key in keys]
    return tuple(exercise for exercise in found if exercise is not None)


def _keep_first(first: dict[str, Trace]) -> OnRun:
    def keep(exercise: Exercise, facts: Facts) -> None:
        first.setdefault(exercise.key, facts.trace)

    return keep


def _answer(job: Job, result: SubmissionResult, first: dict[str, Trace], footer: str) -> dict[str, Any]:
    exercises = {}
    registry = read_registry(job.course)
    for exercise in job.exercises:
        found = result.exercises.get(exercise.key)
        if found is not None and found.score is not None:
            html = exercise_html(exercise.title, found, first.get(exercise.key), footer)
            passed = nothing_failed(found)
            report = report_of(found, registry)
            text = report if found.max_score else "\n".join(filter(None, (report, footer)))
        else:
            status = result.status if found is None else found.label
            reason = (result.reason if found is None else found.reason) or ""
            html, passed, text = reason_html(exercise.title, status, reason, footer), False, f"{status}: {reason}"
        exercises[exercise.key] = {
            "score": None if found is None else found.score,
            "max_score": exercise.points if found is None else found.max_score,
            "passed": passed,
            "html": html,
            "text": text,
        }
    # What has a score is written, whatever has become of the other exercises.
    some = any(answer["score"] is not None for answer in exercises.values())
    return {"status": "graded" if some else result.status, "reason": result.reason, "exercises": exercises}


KINDS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"grade": graded, "check": checked, "trace": traced}


def main() -> None:
    """Answer requests until there are no more."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is printed here must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for line in requests:
        request = json.loads(line)
        try:
            answer = KINDS[request["kind"]](request)
        except CannotTrace as error:
            answer = {"status": "not-graded", "reason": str(error), "exercises": {}}
        except Exception as error:
            answer = {"status": "not-graded", "reason": f"{type(error).__name__}: {error}", "exercises": {}}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
