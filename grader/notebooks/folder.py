"""`grader course init`: an nbgrader course in a folder; made again, it keeps what others changed there."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader.course.contents import CONTENTS, Course, CourseError, Unit
from grader.gradebook.deadlines import write_deadlines
from grader.notebooks.autograde import PREPROCESSORS
from grader.notebooks.unit import merged, notebook_of

VISIBLE = "course"
"""The folder beside a notebook that holds what its visible checks need: the table of contents, checks, scenarios."""
_SHARED = re.compile(r"\.(png|svg|jpe?g|gif)$", re.I)


@dataclass(frozen=True)
class Made:
    """What was written, and what was left as it was, with the reason: by paths below the folder."""

    written: tuple[str, ...]
    left: dict[str, str]


def make(course: Course, folder: Path, gradebook: str | None = None) -> Made:
    """Make the folder an nbgrader course, or bring what is generated in it up to date.

    Raises CourseError where the course or the folder cannot be used, GradebookError where the gradebook cannot.
    """
    notebooks = {unit.name: notebook_of(course, unit) for unit in course.units}
    written: list[str] = []
    left: dict[str, str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        for unit in course.units:
            path = folder / "source" / unit.name / f"{unit.name}.ipynb"
            new, kept = _beside_old(notebooks[unit.name], path)
            for name in kept:
                left[f"source/{unit.name}/{unit.name}.ipynb, cell {name}"] = "you changed it, and the course did, too"
            text: str = nbformat.writes(new)  # type: ignore[no-untyped-call]
            _write(path, text + "\n", folder, written)
            _write_visible(course, unit, path.parent, folder, written)
        config = folder / "nbgrader_config.py"
        wanted = configuration(course, gradebook)
        if not config.exists():
            _write(config, wanted, folder, written)
        elif config.read_text(encoding="utf-8") != wanted:
            left["nbgrader_config.py"] = "it is yours; these lines must be in it:\n" + _essential(wanted)
    except OSError as error:
        raise CourseError(
            f"{error.filename or folder} cannot be written ({error.strerror}); name another folder"
        ) from error
    # nbgrader's own first creation fails where alembic is not on PATH, and leaves half a database.
    write_deadlines(gradebook or f"sqlite:///{folder / 'gradebook.db'}", course)
    return Made(tuple(written), left)


def configuration(course: Course, gradebook: str | None) -> str:
    """The text of nbgrader_config.py."""
    listed = "\n".join(f"    {name!r}," for name in PREPROCESSORS)
    database = f"c.CourseDirectory.db_url = {gradebook!r}\n" if gradebook else ""
    name = re.sub(r"\W+", "-", course.title.lower()).strip("-")
    return f'''"""nbgrader's configuration of this course. Yours to change: `grader course init` leaves it as it is."""

from grader.notebooks.formgrader import grade_in_background
from grader.notebooks.reading import take_up_every_folder

c = get_config()  # noqa: F821 (nbgrader defines it)
c.CourseDirectory.course_id = {name!r}
{database}
# Where the exercises and their hidden checks are. No student's notebook holds any of it.
c.GradeProcesses.course = {str(course.root)!r}

# Grade by watching processes; no student's code runs in a kernel. This line alone is enough for courses of your own.
c.Autograde.autograde_preprocessors = [
{listed}
]

# Take up notebooks in any state, also under another name.
c.Autograde.exporter_class = "grader.notebooks.reading.ReadsAnything"
c.Autograde.pre_convert_hook = "grader.notebooks.reading.add_renamed"
take_up_every_folder()

# For nbgrader zip_collect: how your learning platform names what was handed in; this is STUDENT_fork.ipynb, and no ._*.
c.FileNameCollectorPlugin.named_regexp = r".+/(?P<student_id>[^/_.][^/_]*)_(?P<file_id>\\w+)"

# The formgrader's button grades in a process of its own; without this line the Jupyter server stands still meanwhile.
grade_in_background()
'''


def _essential(wanted: str) -> str:
    lines = wanted.split("\n\n")
    return "\n".join(part for part in "\n\n".join(lines[1:]).splitlines() if part and not part.startswith("#"))


def _beside_old(new: Any, path: Path) -> tuple[Any, list[str]]:
    if not path.exists():
        return new, []
    try:
        old = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:
        raise CourseError(
            f"{path} is there and is no notebook ({type(error).__name__}); move it away, or repair it"
        ) from error
    return merged(new, old)


def _write_visible(course: Course, unit: Unit, place: Path, folder: Path, written: list[str]) -> None:
    """What a student's own checks need, and the handout's pictures."""
    root = place / VISIBLE
    _write(root / CONTENTS, (course.root / CONTENTS).read_text(encoding="utf-8"), folder, written)
    tests = course.root / "tests"
    sources = [
        *(tests / "scenarios").glob("*.py"),
        *(tests / "scenarios" / unit.name).rglob("*.py"),
        *(tests / "visible" / unit.name).rglob("*.py"),
    ]
    for path in sorted(sources):
        _write(root / path.relative_to(course.root), path.read_text(encoding="utf-8"), folder, written)
    handout = course.root / "exercises" / unit.name
    for path in sorted(handout.rglob("*")) if handout.is_dir() else ():
        target = place / path.relative_to(handout)
        if _SHARED.search(path.name) and path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            written.append(os.path.relpath(target, folder))


def _write(path: Path, text: str, folder: Path, written: list[str]) -> None:
    try:
        if path.read_text(encoding="utf-8") == text:
            return
    except (OSError, UnicodeDecodeError):
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    written.append(os.path.relpath(path, folder))
