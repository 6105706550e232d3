"""What a student handed in, read into plain files by the exercises' own paths, without running any of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.course.archives import is_archive, read_archive, without_suffix
from grader.course.contents import Course, Exercise
from grader.course.folders import read_archive_file, read_folder, read_members
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import ONE_HAND_IN, HandInLimits, Intake, Unreadable, megabytes, printable
from grader.course.names import is_notebook
from grader.course.notebook_files import take_notebooks
from grader.course.placing import as_utf8, place
from grader.course.python_text import too_large
from grader.course.recognise import exercise_named, unit_named
from grader.course.timestamps import TIMESTAMP

_ARCHIVES_IN_ARCHIVES = 3
_NAMES_LISTED = 4
_NOTES_LISTED = 6


@dataclass(frozen=True)
class Submission:
    """What one student handed in, as plain files by relative POSIX path ("fork/two_returns.py").

    Notebooks have become the files that they write. `problems` says of each path that was refused why, for the student;
    an exercise whose file is named there gets its zero with that reason. `unread` goes from the key of an exercise that
    may have been handed in, in something that cannot be read, to the reason: it has no score. `unreadable` is set where
    nothing at all could be read: then there are no files, and no score. `attempt` is the name of one of several.
    `notes` say which files were taken for which exercises although they lay elsewhere, or were called otherwise.
    """

    student: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    unreadable: str | None = None
    attempt: str = ""
    notes: tuple[str, ...] = ()

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


def read_submission(handed: HandedIn, course: Course, limits: HandInLimits = ONE_HAND_IN) -> Submission:
    """Return what was handed in, whatever it is: a fault in it is told in the Submission, never raised."""
    read = _Read()
    try:
        if handed.refused:
            raise Unreadable(handed.refused)
        units = {one.unit for one in handed.places}
        if handed.together:
            intake = Intake(limits)
            for one in handed.places:
                _join(intake, _read(one, limits))
            _lay_out(intake, course, None, read)
            return read.submission(handed, course, limits)
        if len(handed.places) > 1 and (None in units or len(units) < len(handed.places)):
            where = " and ".join(printable(one.shown()) for one in handed.places[:3])
            raise Unreadable(f"{handed.student} was handed in {len(handed.places)} times: {where}; keep one of them")
        for one in handed.places:
            try:
                _lay_out(_read(one, limits), course, one.unit, read)
            except Unreadable as error:
                if one.unit is None or len(handed.places) == 1:
                    raise
                read.unread |= {e.key: f"{one.unit}: {error}" for e in course.exercises if e.unit == one.unit}
    except Unreadable as error:
        return Submission(handed.student, unreadable=str(error), attempt=handed.attempt, notes=handed.notes)
    return read.submission(handed, course, limits)


@dataclass
class _Read:
    """What has been read so far of one submission."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def submission(self, handed: HandedIn, course: Course, limits: HandInLimits) -> Submission:
        _leave_out_large(self.files, self.problems, course, limits)
        notes = list(dict.fromkeys((*handed.notes, *self.notes)))
        if len(notes) > _NOTES_LISTED + 1:
            notes = [*notes[:_NOTES_LISTED], f"and {len(notes) - _NOTES_LISTED} more like these"]
        return Submission(
            handed.student, self.files, self.problems, self.unread, attempt=handed.attempt, notes=tuple(notes)
        )


def _leave_out_large(files: dict[str, bytes], problems: dict[str, str], course: Course, limits: HandInLimits) -> None:
    """Refuse an exercise's file that is too large to be parsed, and what is too much to be carried along."""
    exercises = {one.file for one in course.exercises}
    carried = 0
    for path in sorted(files, key=lambda path: (path not in exercises, len(files[path]), path)):
        size = len(files[path])
        if path in exercises and size > limits.python_bytes:
            del files[path]
            problems[path] = too_large(size, limits)
        elif (carried := carried + size) > limits.carried_bytes:
            del files[path]
            most = megabytes(limits.carried_bytes)
            problems[path] = f"is left out: with the smaller files it is more than {most}; hand in what is needed only"


def _read(one: HandInPlace, limits: HandInLimits) -> Intake:
    intake = Intake(limits)
    if one.contents is not None:
        for name, content in one.contents.items():
            if path := intake.admit(name):
                intake.take(path, content)
    elif one.members:
        read_members(one.path, one.members, intake)
    elif is_archive(one.path.name) and not one.path.is_dir():
        read_archive(read_archive_file(one.path, limits.archive_bytes), intake)
    else:
        read_folder(one.path, intake)
        intake.files.pop(TIMESTAMP, None)  # nbgrader's, not the student's
    _unpack(intake, _ARCHIVES_IN_ARCHIVES)
    return intake


def _unpack(intake: Intake, deep: int) -> None:
    """Put what archives hold in their places: platforms put a student's archive into a folder, students make one for
    each unit, or an archive of an archive.

    Raises Unreadable where the one archive that there is cannot be read.
    """
    archives = sorted(path for path in intake.files if is_archive(path)) if deep else []
    for path in archives:
        content = intake.files.pop(path)
        alone = not intake.files and len(archives) == 1
        inner = Intake(intake.limits)
        try:
            read_archive(content, inner)
        except Unreadable as error:
            if alone:
                raise
            intake.refuse(path, f"cannot be read: {error}")
            continue
        folder = without_suffix(path)
        if any(other.startswith(f"{folder}/") for other in intake.files):
            folder = path
        for name, reason in inner.problems.items():
            intake.refuse(f"{folder}/{name}", reason)
        for name, found in inner.files.items():
            intake.take(f"{folder}/{name}", found)
    if archives:
        _unpack(intake, deep - 1)


def _join(intake: Intake, other: Intake) -> None:
    intake.problems |= other.problems
    for path, content in other.files.items():
        while path in intake.files:
            path = f"other/{path}"
        intake.take(path, content)


def _lay_out(intake: Intake, course: Course, unit: str | None, read: _Read) -> None:
    """Add files and problems by their paths below the submission's own root, with notebooks taken apart; and why there
    is nothing of exercises that may have been in what cannot be read.

    Raises Unreadable where nothing of it can be read.
    """
    handed_in = sorted(intake.files)
    files, problems = _below_root(intake, course, unit)
    books = take_notebooks(files, problems, course, intake.limits)
    if unit is not None:
        files = {path: data for path, data in files.items() if path.startswith(f"{unit}/")}
    if problems and not files:
        path, reason = next(iter(problems.items()))
        raise Unreadable(f"nothing in it can be read: {path} {reason}")
    Intake(intake.limits, files, problems).settle()
    wanted = [one for one in course.exercises if unit in (None, one.unit)]
    placing = place(files, problems, course, wanted)
    _drop_outside(files, course)
    missing = [one for one in wanted if one.key not in placing.found]
    illegible = books.illegible | _damaged_archives(problems, course)
    if None in illegible and not books.legible and len(missing) == len(wanted):
        illegible = {**dict.fromkeys((unit.name for unit in course.units), illegible[None]), **illegible}
    unread = {one.key: illegible[one.unit] for one in missing if one.unit in illegible.keys() - books.legible}
    unread |= {one.key: books.differing[one.file] for one in wanted if one.file in books.differing}
    unread |= placing.unread
    if handed_in and wanted and not unread and not placing.found:
        raise Unreadable(_nothing_recognised(handed_in, problems, wanted))
    if not handed_in and not problems:
        read.notes.append(f"nothing was handed in{f' for {unit}' if unit else ''}: its folder is empty")
    read.files |= files
    read.problems |= problems
    read.unread |= unread
    read.notes += [*books.notes, *placing.notes, *_decoded(read.files, wanted)]


def _nothing_recognised(handed_in: list[str], problems: Mapping[str, str], wanted: list[Exercise]) -> str:
    names = [printable(name) for name in handed_in[:_NAMES_LISTED]]
    more = f" and {len(handed_in) - len(names)} more" if len(handed_in) > len(names) else ""
    why = "".join(f"; {path} {reason}" for path, reason in list(problems.items())[:2])
    like = wanted[0].file
    return (
        f"nothing in it was recognised as an exercise: it holds {', '.join(names)}{more}{why}; "
        f"hand in files named like {like}, or the notebook"
    )


def _decoded(files: dict[str, bytes], wanted: list[Exercise]) -> list[str]:
    notes = []
    for one in wanted:
        if one.file in files and (content := as_utf8(files[one.file])) is not None:
            files[one.file] = content
            notes.append(f"{one.file} was saved as UTF-16, and read so")
    return notes


def _damaged_archives(problems: Mapping[str, str], course: Course) -> dict[str | None, str]:
    """Which units may have been in an archive among others that cannot be read; None: any."""
    return {
        unit_named(without_suffix(path.rpartition("/")[2]), course): f"nothing in it can be read: {path} {reason}"
        for path, reason in problems.items()
        if is_archive(path) and reason.startswith("cannot be read")
    }


def _below_root(intake: Intake, course: Course, unit: str | None) -> tuple[dict[str, bytes], dict[str, str]]:
    if unit is not None:
        files = {f"{unit}/{path}": data for path, data in intake.files.items()}
        return files, {f"{unit}/{path}": reason for path, reason in intake.problems.items()}
    prefix = _root([*intake.files, *intake.problems], course)
    files = {path.removeprefix(prefix): data for path, data in intake.files.items() if path.startswith(prefix)}
    for path, data in intake.files.items():
        # What lies beside the root may be an exercise all the same: it is looked at, and dropped if it is none.
        if not path.startswith(prefix) and (is_notebook(path) or exercise_named(path, course)):
            files[f"{_OUTSIDE}/{path}"] = data
    return files, {path.removeprefix(prefix): reason for path, reason in intake.problems.items()}


_OUTSIDE = "beside"


def _drop_outside(files: dict[str, bytes], course: Course) -> None:
    for path in [path for path in files if path.startswith(f"{_OUTSIDE}/") and not course.unit(_OUTSIDE)]:
        del files[path]


def _root(paths: list[str], course: Course) -> str:
    """The folder ("", or ending in a slash) in which the unit folders or notebooks lie.

    Archives often wrap everything in one folder more, and a student may hand in a whole copy of the course, with the
    exercises/ in it. Where neither leads to a unit or a notebook, the root is where it was.
    """
    prefix = ""
    while True:
        below = [path.removeprefix(prefix) for path in paths if path.startswith(prefix)]
        folders = {path.partition("/")[0] for path in below if "/" in path}
        units = tuple(f"exercises/{unit.name}/" for unit in course.units)
        if "exercises" in folders and any(path.startswith(units) for path in below):
            return f"{prefix}exercises/"
        if any(unit_named(folder, course) for folder in folders):
            return prefix
        if any("/" not in path and is_notebook(path) for path in below):
            return prefix
        if len(folders) != 1:
            return ""
        prefix += f"{folders.pop()}/"
