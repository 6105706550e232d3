"""A course as bytes that travel: what grading needs of it, and nothing else."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from grader.course.contents import Course, graded_files, read_course


def pack(course: Course) -> bytes:
    """The table of contents, the scenarios and the hidden tests: what `fingerprint` is the hash of."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in graded_files(course):
            archive.writestr(name, path.read_bytes())
    return packed.getvalue()


def unpacked(packed: bytes, fingerprint: str, folder: Path) -> Course:
    """The packed course, in a folder of its own below `folder`; it is written there once, whoever asks how often.

    It is whole or not there: a process that is killed while writing leaves nothing that the next one would take for a
    course.
    """
    root = folder / f"course-{fingerprint}"
    if not root.exists():
        new = Path(tempfile.mkdtemp(prefix="course-", dir=folder))
        try:
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                archive.extractall(new)
            os.rename(new, root)
        except OSError:
            shutil.rmtree(new, ignore_errors=True)
            if not root.exists():  # else another process was faster
                raise
    return read_course(root)
