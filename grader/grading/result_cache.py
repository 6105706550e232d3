"""Results that are kept, with their runs, so that grading again does only what is new: durable at once, by content."""

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

from grader.course.contents import fingerprint
from grader.grading.grade_submission import Job
from grader.grading.packing import Packed
from grader.results.json_form import submission_from_json, submission_to_json
from grader.version import PACKAGE, __version__

_WAIT_SECONDS = 60
"""How long one grading waits for another that is writing at the moment."""


def grader_fingerprint() -> str:
    """What this grader is: its code, and the interpreter that runs it."""
    return hashlib.sha256(f"{code_fingerprint()} {sys.version}".encode()).hexdigest()


@cache
def code_fingerprint() -> str:
    """What this grader is wherever it is installed: its version and its code."""
    digest = hashlib.sha256(__version__.encode())
    package = PACKAGE
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


class ResultCache:
    """The results in one file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def get(self, job: Job) -> Packed | None:
        """The result of the same submission under the same course and grader; None if there is none."""
        found = self._database.execute(
            "SELECT result, runs FROM results JOIN runs USING (key) WHERE key = ?", (key(job),)
        ).fetchone()
        if found is None:
            return None
        result, runs = found
        return Packed(replace(submission_from_json(json.loads(result)), student=job.submission.student), runs)

    def put(self, job: Job, found: Packed) -> None:
        """Keep a result; what could not be graded is tried again the next time."""
        if found.result.status == "graded":
            known, text = key(job), json.dumps(submission_to_json(found.result))
            with self._database:
                self._database.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (known, text))
                self._database.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (known, found.runs))


@contextmanager
def open_cache(path: Path) -> Iterator[ResultCache]:
    """The results kept in a file, which is made if it is not there.

    Raises sqlite3.Error or OSError if it cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        database.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, result TEXT NOT NULL)")
        database.execute("CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, runs BLOB NOT NULL)")
        database.commit()
        yield ResultCache(database)
    finally:
        database.close()
