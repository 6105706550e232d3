"""What students handed in: who, and which files, read without running any of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader.course.archives import is_archive, read_archive, without_suffix
from grader.course.contents import Course, Exercise
from grader.course.folders import read_archive_file, read_folder
from grader.course.intake import DEFAULT, NOBODY_NEEDS, Intake, Limits, Unreadable, printable
from grader.course.notebooks import read_notebook
from grader.course.timestamps import TIMESTAMP, handed_in_at

_NBGRADERS = "submitted"
"""The folder in which nbgrader collects: STUDENT/ASSIGNMENT below it."""
_STUDENT_CHARACTERS = 100
"""nbgrader's gradebook has room for 128."""


class NoSubmission(Exception):
    """A path that holds nothing to grade: what was expected there, for the instructor."""


@dataclass(frozen=True)
class Place:
    """A folder or archive that was handed in. `unit` is set where it is a single unit's folder, as in nbgrader's
    submitted/STUDENT/ASSIGNMENT, `attempt` where the student has handed in several: its name."""

    path: Path
    unit: str | None = None
    attempt: str = ""


@dataclass(frozen=True)
class HandedIn:
    """Where a student's submission lies: one place, or several of one unit each. `attempt`: which of several it is."""

    student: str
    places: tuple[Place, ...]
    attempt: str = ""

    def exercises(self, course: Course) -> tuple[Exercise, ...]:
        """What it is to be graded for: all exercises, or those of the units that were handed in one by one."""
        units = {place.unit for place in self.places}
        return tuple(exercise for exercise in course.exercises if None in units or exercise.unit in units)


@dataclass(frozen=True)
class Submission:
    """What one student handed in, as plain files by relative POSIX path ("fork/two_returns.py").

    Notebooks have become the files that they write. `problems` says of each path that was refused why, for the student;
    an exercise whose file is named there gets its zero with that reason. `unread` goes from the key of an exercise that
    may have been handed in, in something that cannot be read, to the reason: it has no score. `unreadable` is set where
    nothing at all could be read: then there are no files, and no score. `attempt` is the name of one of several.
    """

    student: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    unreadable: str | None = None
    attempt: str = ""

    def fingerprint(self) -> str:
        """A hash of all that it holds, whoever handed it in and however it was packed."""
        digest = hashlib.sha256()
        for kind, table in ((b"file", self.files), (b"problem", self.problems), (b"unread", self.unread)):
            for path in sorted(table):
                value = table[path]
                content = value if isinstance(value, bytes) else value.encode("utf-8", "backslashreplace")
                digest.update(b"%b %d %d\n%b%b" % (kind, len(path.encode()), len(content), path.encode(), content))
        digest.update((self.unreadable or "").encode("utf-8", "backslashreplace"))
        return digest.hexdigest()


def find_submissions(paths: Iterable[Path], course: Course) -> tuple[HandedIn, ...]:
    """What there is to grade below the paths, by student.

    A folder with unit folders or notebooks in it is one submission, and so is an archive; any other folder is a class,
    in which every folder and every archive is the submission of the student whose name it has. In nbgrader's
    submitted/STUDENT every unit's folder was handed in by itself, and a unit without one was not handed in.

    Where the course speaks of attempts, several folders or archives in a student's folder are as many attempts, in the
    order of their times where all have one, else of their names; all are found where the best counts, else the last.

    Raises NoSubmission for a path that is none of these.
    """
    units = frozenset(unit.name for unit in course.units)
    found: dict[str, dict[str, dict[Place, None]]] = {}
    for path in paths:
        for student, whole in _below(path, units):
            for place in [whole] if course.attempts is None else _attempts(whole, units):
                found.setdefault(student, {}).setdefault(place.attempt, {})[place] = None
    return tuple(
        HandedIn(student, tuple(places), attempt)
        for student, attempts in found.items()
        for attempt, places in list(attempts.items())[0 if course.attempts == "best" else -1 :]
    )


def _below(given: Path, units: frozenset[str]) -> list[tuple[str, Place]]:
    # The path that a person named may be a link; what lies below it may not.
    path = given.resolve()
    if path.is_file() and is_archive(path.name):
        return [(_student(without_suffix(path.name)), Place(path))]
    if not path.is_dir():
        what = "is neither a folder nor an archive" if path.exists() else "does not exist"
        raise NoSubmission(f"{given} {what}; name a student's folder or archive, or a folder of them")
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        # A linked student's folder is no folder here; it is listed, so that it is reported and not passed over.
        folders = [entry.name for entry in entries if entry.is_dir()]
        if units.intersection(folders):
            return _places(path, units)
        if path.name in units:
            return [(_student(path.parent.name), Place(path, path.name))]
        if any(entry.name.endswith(".ipynb") for entry in entries):
            nbgrader = path.parent.parent.name == "submitted"
            return [(_student(path.parent.name if nbgrader else path.name), Place(path))]
        if "exercises" in folders and units.intersection(os.listdir(path / "exercises")):
            return [(_student(path.name), Place(path))]
    except OSError as error:
        raise NoSubmission(f"{given} cannot be read ({error.strerror}); make it readable") from error
    students = [
        place
        for entry in entries
        if (entry.name in folders or is_archive(entry.name)) and not _passed_over(entry.name)
        for place in _places(path / entry.name, units)
    ]
    if not students:
        raise NoSubmission(
            f"{given} holds no submission: no folder {', '.join(sorted(units))}, no notebook, and no students' folders "
            "or archives; name the folder that holds them"
        )
    return students


def _places(path: Path, units: frozenset[str]) -> list[tuple[str, Place]]:
    """A student's folder or archive: one place, or in nbgrader's submitted/STUDENT one for each unit's folder."""
    student = _student(without_suffix(path.name))
    if path.parent.name == _NBGRADERS and path.is_dir() and not path.is_symlink():
        with contextlib.suppress(OSError):
            if there := sorted(units.intersection(os.listdir(path))):
                return [(student, Place(path / unit, unit)) for unit in there]
    return [(student, Place(path))]


def _attempts(place: Place, units: frozenset[str]) -> list[Place]:
    """What is a submission of its own in a student's folder, the earliest first; the folder itself where nothing is."""
    folder = place.path
    if place.unit is not None or folder.parent.name == _NBGRADERS or not folder.is_dir() or folder.is_symlink():
        return [place]
    if _is_submission(folder, units):
        return [place]
    try:
        with os.scandir(folder) as found:
            attempts = [
                Place(folder / entry.name, attempt=entry.name)
                for entry in found
                if not _passed_over(entry.name)
                and (
                    (entry.is_file(follow_symlinks=False) and is_archive(entry.name))
                    or (entry.is_dir(follow_symlinks=False) and _is_submission(folder / entry.name, units))
                )
            ]
    except OSError:
        return [place]
    times = {attempt: handed_in_at(attempt.path) for attempt in attempts}
    if all(times.values()):
        attempts.sort(key=lambda attempt: (times[attempt], _as_people_count(attempt.attempt)))
    else:
        attempts.sort(key=lambda attempt: _as_people_count(attempt.attempt))
    return attempts if len(attempts) > 1 else [place]


def _is_submission(folder: Path, units: frozenset[str]) -> bool:
    """Whether unit folders, notebooks or a copy of exercises/ lie in a folder."""
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    return "exercises" in names or not units.isdisjoint(names) or any(name.endswith(".ipynb") for name in names)


def _as_people_count(name: str) -> list[tuple[int, str]]:
    """So that attempt 10 comes after attempt 9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


def _passed_over(name: str) -> bool:
    return name in NOBODY_NEEDS or name.startswith(".")


def _student(name: str) -> str:
    """A student's name as it may stand in reports and gradebooks; different names stay different."""
    shown = printable(name, most=len(name)) or "unnamed"
    if len(shown) <= _STUDENT_CHARACTERS:
        return shown
    return shown[:_STUDENT_CHARACTERS] + "~" + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]


def read_submission(handed: HandedIn, course: Course, limits: Limits = DEFAULT) -> Submission:
    """What was handed in, whatever it is: a fault in it is told in the Submission, never raised."""
    files: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    unread: dict[str, str] = {}
    try:
        units = {place.unit for place in handed.places}
        if len(handed.places) > 1 and (None in units or len(units) < len(handed.places)):
            where = " and ".join(printable(str(place.path)) for place in handed.places[:3])
            raise Unreadable(f"{handed.student} was handed in {len(handed.places)} times: {where}; keep one of them")
        for place in handed.places:
            try:
                its_files, its_problems, its_unread = _laid_out(_read(place.path, limits), course, place.unit)
            except Unreadable as error:
                if place.unit is None or len(handed.places) == 1:
                    raise
                unread |= {one.key: f"{place.unit}: {error}" for one in course.exercises if one.unit == place.unit}
                continue
            files |= its_files
            problems |= its_problems
            unread |= its_unread
    except Unreadable as error:
        return Submission(handed.student, unreadable=str(error), attempt=handed.attempt)
    return Submission(handed.student, files, problems, unread, attempt=handed.attempt)


def _read(path: Path, limits: Limits) -> Intake:
    intake = Intake(limits)
    if is_archive(path.name) and not path.is_dir():
        read_archive(read_archive_file(path, limits.archive_bytes), intake)
    else:
        read_folder(path, intake)
        intake.files.pop(TIMESTAMP, None)  # nbgrader's, not the student's
        # Learning platforms put each student's archive into a folder of the student's name.
        if len(intake.files) == 1 and is_archive(name := next(iter(intake.files))):
            archive = intake.files[name]
            intake = Intake(limits, problems=intake.problems)
            read_archive(archive, intake)
    return intake


def _laid_out(
    intake: Intake, course: Course, unit: str | None
) -> tuple[dict[str, bytes], dict[str, str], dict[str, str]]:
    """Files and problems by their paths below the submission's own root, with notebooks taken apart; and why there is
    nothing of exercises that may have been in a notebook that cannot be read.

    Raises Unreadable where nothing of it can be read.
    """
    units = frozenset(unit.name for unit in course.units)
    if unit is None:
        prefix = _root([*intake.files, *intake.problems], units)
        files = {path.removeprefix(prefix): data for path, data in intake.files.items() if path.startswith(prefix)}
        problems = {path.removeprefix(prefix): reason for path, reason in intake.problems.items()}
    else:
        files = {f"{unit}/{path}": data for path, data in intake.files.items()}
        problems = {f"{unit}/{path}": reason for path, reason in intake.problems.items()}
    legible, illegible = _take_notebooks(files, problems, course, intake.limits)
    if unit is not None:
        files = {path: data for path, data in files.items() if path.startswith(f"{unit}/")}
    if problems and not files:
        path, reason = next(iter(problems.items()))
        raise Unreadable(f"nothing in it can be read: {path} {reason}")
    Intake(intake.limits, files, problems).settle()
    _name_misplaced(files, problems, course)
    missing = [one for one in course.exercises if one.file not in files and one.file not in problems]
    if None in illegible and not legible and len(missing) == len(course.exercises):
        illegible = {**dict.fromkeys((unit.name for unit in course.units), illegible[None]), **illegible}
    unread = {one.key: illegible[one.unit] for one in missing if one.unit in illegible.keys() - legible}
    return files, problems, unread


def _root(paths: list[str], units: frozenset[str]) -> str:
    """The folder ("", or ending in a slash) in which the unit folders or notebooks lie.

    Archives often wrap everything in one folder more, and a student may hand in a whole copy of the course, with the
    exercises/ in it. Where neither leads to a unit or a notebook, the root is where it was.
    """
    prefix = ""
    while True:
        below = [path.removeprefix(prefix) for path in paths if path.startswith(prefix)]
        folders = {path.partition("/")[0] for path in below if "/" in path}
        if units & folders or any("/" not in path and path.endswith(".ipynb") for path in below):
            return prefix
        if "exercises" in folders and any(path.startswith(tuple(f"exercises/{u}/" for u in units)) for path in below):
            return f"{prefix}exercises/"
        if len(folders) != 1:
            return ""
        prefix += f"{folders.pop()}/"


def _take_notebooks(
    files: dict[str, bytes], problems: dict[str, str], course: Course, limits: Limits
) -> tuple[set[str | None], dict[str | None, str]]:
    """Put what notebooks write in the notebooks' place.

    Returns the units of those that could be read, and of those that could not, with the reason; None stands for one
    that does not say its unit.
    """
    legible: set[str | None] = set()
    illegible: dict[str | None, str] = {}
    notebooks = {path: files.pop(path) for path in sorted(files) if path.endswith(".ipynb")}
    units = frozenset(unit.name for unit in course.units)
    written: dict[str, str] = {}
    # A notebook that has its unit's own name goes before its copies ("fork (1).ipynb", "fork-Copy1.ipynb").
    for path in sorted(notebooks, key=lambda path: (PurePosixPath(path).stem not in units, path)):
        notebook = read_notebook(notebooks[path])
        if notebook.problem:
            problems[path] = notebook.problem
        unit = _unit_of(path, notebook.files, course)
        if notebook.problem:
            illegible[unit] = f"nothing in it can be read: {path} {notebook.problem}"
        else:
            legible.add(unit)
        found = Intake(limits, problems=problems)
        for name, content in notebook.files.items():
            if not (target := found.admit(name)):
                continue
            if target.partition("/")[0] not in units:
                if unit is None:
                    problems[path] = (
                        f"writes {printable(name)}, and nothing says for which unit; name the notebook after its unit "
                        f"({', '.join(sorted(units))}), or write %%writefile UNIT/{printable(name)}"
                    )
                    continue
                target = f"{unit}/{target}"
            if written.get(target, path) != path:
                problems[path] = f"writes {target}, which {written[target]} writes, too, and that one counts; keep one"
            elif _counts(target, content, files, problems, course):
                written[target] = path
                found.take(target, content)
        for target, content in found.files.items():
            files[target] = content
    return legible, illegible


def _counts(target: str, content: bytes, files: Mapping[str, bytes], problems: dict[str, str], course: Course) -> bool:
    """Whether a notebook's cell goes before the file of the same path: yes, unless the cell is still the stub."""
    if target not in files or files[target].strip() == content.strip():
        return True
    exercise = course.exercise(target.removesuffix(".py"))
    try:
        if exercise is not None and exercise.stub.read_bytes().strip() == content.strip():
            return False
    except OSError:
        pass
    problems[target] = "is there as a file and, different, in a notebook's cell; the cell counts"
    return True


def _unit_of(path: str, names: Iterable[str], course: Course) -> str | None:
    """The unit that a notebook is for: by its own name, by its folder's, or by the exercises that it writes."""
    place = PurePosixPath(path)
    for name in (place.stem, place.parent.name):
        if course.unit(name):
            return name
    files = {PurePosixPath(name.replace("\\", "/")).name for name in names}
    guesses = {exercise.unit for exercise in course.exercises if f"{exercise.name}.py" in files}
    return guesses.pop() if len(guesses) == 1 else None


def _name_misplaced(files: Mapping[str, bytes], problems: dict[str, str], course: Course) -> None:
    """Where an exercise's file is missing and one of its name lies elsewhere, say so: it is not graded there."""
    for exercise in course.exercises:
        if exercise.file in files or exercise.file in problems:
            continue
        for path in files:
            if PurePosixPath(path).name.lower() == f"{exercise.name}.py" and not course.exercise(path[:-3]):
                problems[path] = f"is not where the grader looks for it; hand it in as {exercise.file}"
