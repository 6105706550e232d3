"""Results that are kept, so that a second grading does only what is new: durable at once, by content."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import grader
from grader.course.contents import fingerprint
from grader.grading.one import Job
from grader.grading.results import SubmissionResult, submission_from_json, submission_to_json

_WAIT_SECONDS = 60
"""How long one grading waits for another that is writing at the moment."""


@cache
def grader_fingerprint() -> str:
    """What this grader is: its version and its code, and the interpreter that runs it."""
    digest = hashlib.sha256(f"{grader.__version__} {sys.version}".encode())
    package = Path(grader.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def key(job: Job) -> str:
    """By what a result is kept: all that it depends on, and not whose it is."""
    parts = [
        job.submission.fingerprint(),
        fingerprint(job.course),
        grader_fingerprint(),
        " ".join(exercise.key for exercise in job.exercises),
        job.isolation,
        job.seed,
        json.dumps(asdict(job.limits)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Kept:
    """The results in one file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def get(self, job: Job) -> SubmissionResult | None:
        """The result of the same submission under the same course and grader; None if there is none."""
        row = self._database.execute("SELECT result FROM results WHERE key = ?", (key(job),)).fetchone()
        if row is None:
            return None
        return replace(submission_from_json(json.loads(row[0])), student=job.submission.student)

    def put(self, job: Job, result: SubmissionResult) -> None:
        """Keep a result; what could not be graded is tried again the next time."""
        if result.status == "graded":
            text = json.dumps(submission_to_json(result))
            with self._database:
                self._database.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (key(job), text))


@contextmanager
def kept(path: Path) -> Iterator[Kept]:
    """The results kept in a file, which is made if it is not there.

    Raises sqlite3.Error or OSError if it cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        database.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, result TEXT NOT NULL)")
        database.commit()
        yield Kept(database)
    finally:
        database.close()
