"""What a worker of a cluster does: say whether it can grade, and grade what it is given."""

from __future__ import annotations

import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from grader.course.parcel import unpacked
from grader.grading.grade_class import grade_packed
from grader.grading.grade_submission import Job
from grader.grading.result_cache import code_fingerprint
from grader.grading.worker_process import WorkerDied, WorkerProcess, trial, unpack
from grader.sandbox.warm import Isolation

_MOST_SECONDS = 3600
"""For one submission: the last net, every run has limits of its own."""
_TRIAL_SECONDS = 120

_Argument = TypeVar("_Argument")


@dataclass(frozen=True)
class Needed:
    """What a worker must be so that a result does not depend on which worker graded: the same grader, the same Python.

    A Python's minor version decides what a program of several processes does (start methods, warnings of fork); its
    patch level does not.
    """

    code: str
    python: str
    isolation: Isolation


@dataclass(frozen=True)
class Parcel:
    """A job that travels: its course as bytes, with their fingerprint, in place of a folder."""

    job: Job
    course: bytes
    fingerprint: str


@dataclass(frozen=True)
class WorkerAnswer:
    """What a worker made of a parcel: a Packed result as bytes, or the reason why there is none."""

    worker: str
    result: bytes | None
    reason: str = ""


def own_python() -> str:
    """The minor version of the Python that runs this: "3.13"."""
    return ".".join(platform.python_version_tuple()[:2])


def why_unfit(needed: Needed) -> str | None:
    """Why this worker must not grade; None if it may."""
    if own_python() != needed.python:
        return f"it has Python {own_python()}, and the results shall be those of {needed.python}"
    if code_fingerprint() != needed.code:
        return "its grader is of another version; install the same one there as here"
    try:
        reason = unpack(_call(trial, needed.isolation, _TRIAL_SECONDS))
    except WorkerDied as died:
        return f"it cannot run anything: {died}"
    return None if reason is None else str(reason)


def grade_parcel(parcel: Parcel) -> WorkerAnswer:
    """Grade what is in the parcel."""
    from distributed import get_worker

    worker = get_worker()
    try:
        course = unpacked(parcel.course, parcel.fingerprint, Path(worker.local_directory))
        known = {exercise.key: exercise for exercise in course.exercises}
        exercises = tuple(known[exercise.key] for exercise in parcel.job.exercises)
        job = replace(parcel.job, course=course, exercises=exercises)
        return WorkerAnswer(worker.address, _call(grade_packed, job, _MOST_SECONDS))
    except (WorkerDied, OSError) as error:
        return WorkerAnswer(worker.address, None, str(error))


_mine = threading.local()
"""Each of the worker's threads has a process of its own, which ends with it."""


def _call(function: Callable[[_Argument], object], argument: _Argument, seconds: float) -> bytes:
    process: WorkerProcess | None = getattr(_mine, "process", None)
    if process is None:
        process = _mine.process = WorkerProcess()
    try:
        return process.call(function, argument, seconds)
    except WorkerDied:
        _mine.process = None
        raise
