"""The student's own files: what they hold now, whether they were touched, and what they were at first."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from grader.course.contents import Course, Exercise
from grader.workshop.state import Progress

STUBS = Path(".grader", "stubs")
"""Where a released course keeps its stubs as they were: UNIT/NAME.py below it."""
KEPT = Path(".grader", "kept")
"""Where `grader reset` keeps what it took away."""
_MOST_BYTES = 1 << 20
_UNTOUCHED = re.compile(rb"# YOUR CODE HERE\s+raise NotImplementedError\(\)")


@dataclass(frozen=True)
class StudentFile:
    """The file of one exercise as it is now; `content` is None where there is none."""

    exercise: Exercise
    content: bytes | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content or b"").hexdigest()

    @property
    def untouched(self) -> bool:
        """Whether it still is the stub."""
        if self.content is None:
            return False
        stub = original(self.exercise)
        return self.content == stub if stub is not None else bool(_UNTOUCHED.search(self.content))

    def says(self, progress: Progress) -> str:
        """Where the student stands: "missing", "not started", "to check", or the last check's verdict."""
        if self.content is None:
            return "missing"
        if self.untouched:
            return "not started"
        return progress.verdict if progress.verdict and progress.digest == self.digest else "to check"


def work_of(exercise: Exercise) -> StudentFile:
    """What the student's file holds now."""
    try:
        return StudentFile(exercise, exercise.stub.read_bytes())
    except OSError:
        return StudentFile(exercise, None)


def original(exercise: Exercise) -> bytes | None:
    """The stub as it was released; None where no copy was kept."""
    try:
        return (exercise.root / STUBS / exercise.file).read_bytes()
    except OSError:
        return None


def files_of(course: Course, unit: str) -> dict[str, bytes]:
    """Every file in the unit's folder by its path below exercises/: a student's modules may import each other."""
    top = course.root / "exercises"
    files = {}
    for path in sorted((top / unit).rglob("*")):
        if "__pycache__" in path.parts or not path.is_file() or path.suffix == ".md":
            continue
        if path.stat().st_size <= _MOST_BYTES:
            files[path.relative_to(top).as_posix()] = path.read_bytes()
    return files


def reset(exercise: Exercise, stub: bytes) -> Path | None:
    """Put the stub in the file's place; where the old file is kept now, None if there was none to keep."""
    work = work_of(exercise)
    kept = None
    if work.content is not None and work.content != stub:
        folder = exercise.root / KEPT / exercise.unit
        folder.mkdir(parents=True, exist_ok=True)
        numbers = (number for number in range(1, 1_000_000))
        kept = next(path for n in numbers if not (path := folder / f"{exercise.name}-{n}.py").exists())
        kept.write_bytes(work.content)
    exercise.stub.parent.mkdir(parents=True, exist_ok=True)
    exercise.stub.write_bytes(stub)
    return kept
