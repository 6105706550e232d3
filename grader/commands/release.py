"""`grader release`: the students' repository in a folder, with proof that no secret is in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.commands.failure import FALLS_SHORT, Failure
from grader.course.contents import CourseError, find_course
from grader.course.unfinished import MARK


def run(folder: Path, course_folder: Path | None) -> None:
    """Make the release, prove that it holds no secret, write it, and say what to do with it."""
    from grader.release.proof import leaks
    from grader.release.repository import ReleaseError, release_of, write
    from grader.release.wheel import NotInstalled

    try:
        course = find_course(course_folder)
        release = release_of(course)
        _require_finished(release.files)
        secrets = leaks(course, release.files)
        if secrets:
            shown = "\n  ".join(secrets[:10])
            raise Failure(f"nothing was released: students would read what they must not:\n  {shown}", FALLS_SHORT)
        written, gone = write(release, folder)
    except (CourseError, ReleaseError, NotInstalled) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or folder} could not be written: {error.strerror}.") from error
    size = sum(map(len, release.files.values()))
    print(f"{folder}: {len(release.files)} files, {size / 1e6:.1f} MB; {written} new or changed, {gone} taken away.")
    print("No solution, hidden check or sample submission is in it, nor in the grader that it brings along.")
    if release.unchecked:
        print(f"Without visible checks: {', '.join(release.unchecked)}.")
    print(
        "Try it as a student would, in it: python -m venv .venv && .venv/bin/pip install . && .venv/bin/grader status"
    )


def _require_finished(files: Mapping[str, bytes]) -> None:
    """Raise Failure where a file for students still has a mark of its author's."""
    texts = (path for path in files if not path.endswith(".whl"))
    if found := [path for path in texts if MARK.encode() in files[path] and not path.startswith(".grader/")]:
        raise Failure(
            f"nothing was released: {', '.join(found)} still say what is to write. `grader verify` lists it; or take "
            "the exercise out of exercises/course.toml for now",
            FALLS_SHORT,
        )
