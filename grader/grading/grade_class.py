"""Grade many submissions: independent jobs through an executor, results as they come."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from grader.grading.grade_submission import Job, grade
from grader.grading.packing import Packed, pack
from grader.results.model import SubmissionResult

_PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Nothing more can be graded for now: why, and what to do, for the instructor."""


def begin_worker(grader: int) -> None:
    """A worker dies with the grader (prctl(2)), also where that died before this; Ctrl-C is the grader's."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.getppid() != grader:
        os._exit(1)


@contextmanager
def local_executor(jobs: int) -> Iterator[Executor]:
    """Worker processes on this machine; each grades one submission after another."""
    executor = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=begin_worker, initargs=(os.getpid(),)
    )
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class Crew:
    """The processes that grade: an executor that calls `work` for each job, with no more than `at_once` jobs in memory.

    Where a worker process dies, its jobs are handed to `again`, one at a time; without it they are not graded, and say
    so.
    """

    executor: Executor
    at_once: int
    work: Callable[[Job], Packed]
    again: Callable[[Job], Packed] | None = None


@contextmanager
def local_crew(jobs: int) -> Iterator[Crew]:
    """Worker processes on this machine."""
    with local_executor(jobs) as executor:
        yield Crew(executor, 2 * jobs, grade_packed, again=grade_alone)


def grade_all(jobs: Iterable[Job], crew: Crew) -> Iterator[tuple[Job, Packed]]:
    """Each job's result as it comes.

    Raises Stopped if the crew does.
    """
    waiting: dict[Future[Packed], Job] = {}
    todo = iter(jobs)
    broken = False
    while True:
        while not broken and len(waiting) < crew.at_once:
            job = next(todo, None)
            if job is None:
                break
            try:
                waiting[crew.executor.submit(crew.work, job)] = job
            except (BrokenProcessPool, RuntimeError):
                broken = True
                yield job, _again(job, crew)
        if not waiting:
            break
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            job = waiting.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                broken = True
                result = _again(job, crew)
            except Stopped:
                raise
            except Exception as error:
                result = not_graded(job, f"{type(error).__name__}: {error}")
            yield job, result
    for job in todo:
        yield job, _again(job, crew)


def _again(job: Job, crew: Crew) -> Packed:
    if crew.again is None:
        return not_graded(job, "the worker process that graded it died; grade it again")
    return crew.again(job)


def not_graded(job: Job, reason: str) -> Packed:
    """The result of a job that could not be graded."""
    most = sum(exercise.points for exercise in job.exercises)
    return pack(SubmissionResult.not_graded(job.submission.student, most, reason))


def grade_packed(job: Job) -> Packed:
    """Grade one job; what is packed where it was graded costs the one process that collects everything little."""
    return pack(grade(job))


def grade_alone(job: Job) -> Packed:
    """Grade one job in a worker of its own, so that a job that kills its worker harms no other."""
    with local_executor(1) as executor:
        try:
            return executor.submit(grade_packed, job).result()
        except BrokenProcessPool:
            return not_graded(job, "the worker process that graded it died, twice; this is a fault of the grader")
