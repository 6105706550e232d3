"""Who handed in what: which reading of a folder or an archive fits, by the rules in LAYOUTS.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.course.archives import is_archive
from grader.course.attempts import attempts_of, latest_attempt
from grader.course.contents import Course
from grader.course.downloads import LAYOUTS_OF_PLATFORMS, platform_students
from grader.course.evidence import COLLECTED, GRADESCOPE_RECORD, Evidence, Parts
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import printable
from grader.course.listing import Node, listed
from grader.course.names import says_no_person, student_name
from grader.course.platforms import PLATFORMS, github_users, recognised
from grader.course.recognise import unit_named

_NAMES_LISTED = 5
_INSTRUCTORS = frozenset(
    ("index.html", "grades.csv", GRADESCOPE_RECORD, "gradebook.db", "nbgrader_config.py", "timestamp.txt", "roster.csv")
)
"""Files that platforms and instructors keep beside what was handed in: passed over without a word."""
_OF_NBGRADER = frozenset(("source", "release", "autograded", "feedback", "nbgrader_config.py", "gradebook.db"))

LAYOUTS = ("student", "class", "files", "nbgrader", *LAYOUTS_OF_PLATFORMS)
"""What --layout takes: the whole path is one student's; each folder and archive in it is one student's; its files have
students' names; nbgrader's folders; a platform's download."""


class NoSubmission(Exception):
    """A path that holds nothing to grade, or that can be read in two ways: for the instructor, with what to do."""


@dataclass(frozen=True)
class HandIns:
    """What there is to grade, and what was found beside it that is nobody's, a line each.

    `layouts` says as what each path was read.
    """

    handed_in: tuple[HandedIn, ...]
    told: tuple[str, ...] = ()
    layouts: tuple[tuple[str, str], ...] = ()


@dataclass
class _Reading:
    layout: str
    students: list[HandedIn] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def find_submissions(paths: Iterable[Path], course: Course) -> tuple[HandedIn, ...]:
    """Return what there is to grade below the paths.

    Raises NoSubmission for a path that holds nothing, or that can be read in two ways.
    """
    return find_hand_ins(paths, course).handed_in


def find_hand_ins(paths: Iterable[Path], course: Course, layout: str | None = None) -> HandIns:
    """Return what there is to grade below the paths, by student.

    Where the course speaks of attempts, several folders or archives in a student's folder are as many attempts, in the
    order of their times where all have one, else of their names; all are found where the best counts, else the last.

    Raises NoSubmission for a path that holds nothing, or that can be read in two ways.
    """
    paths = list(paths)
    finder = _Finder(course, layout, several=len(paths) > 1)
    readings = [(path, finder.read(path)) for path in paths]
    merged: dict[tuple[str, str], list[HandedIn]] = {}
    for _, reading in readings:
        for one in reading.students:
            merged.setdefault((one.student, one.attempt), []).append(one)
    handed_in = tuple(_merged(several) for several in merged.values())
    told = tuple(dict.fromkeys(line for _, reading in readings for line in reading.told))
    return HandIns(handed_in, told, tuple((str(path), reading.layout) for path, reading in readings))


def _merged(several: list[HandedIn]) -> HandedIn:
    """What is one student's from several paths; the same place named twice is one place."""
    first = several[0]
    if len(several) == 1:
        return first
    places = tuple(dict.fromkeys(place for one in several for place in one.places))
    notes = tuple(dict.fromkeys(note for one in several for note in one.notes))
    return replace(first, places=places, notes=notes, together=first.together and places == first.places)


@dataclass
class _Finder:
    course: Course
    layout: str | None
    several: bool

    def __post_init__(self) -> None:
        self.evidence = Evidence(self.course)

    def read(self, given: Path) -> _Reading:
        # The path that a person named may be a link; what lies below it may not.
        path = given.resolve()
        if path.is_file() and not is_archive(path.name) and (reading := self._platform_file(path)):
            return reading
        if not path.is_dir() and not (path.is_file() and is_archive(path.name)):
            what = "is neither a folder nor an archive" if path.exists() else "does not exist"
            raise NoSubmission(f"{given} {what}; name a student's folder or archive, or a folder of them")
        try:
            node = listed(path)
        except OSError as error:
            raise NoSubmission(f"{given} cannot be read ({error.strerror}); make it readable") from error
        if self.layout is not None:
            return self._as_told(node, given)
        if (reading := self._of_nbgrader(node)) is not None:
            return reading
        if self.several and (found := recognised([path.name])) and self.evidence.is_class(node) != "yes":
            parent = Node(path.parent.name, path.parent)
            parent.folders[path.name] = node
            return self._platform(parent, found)
        return self._read(node, given)

    def _platform_file(self, path: Path) -> _Reading | None:
        """A single file, as a shell's * names them in a folder of Canvas's."""
        found = self.layout if self.layout in PLATFORMS else recognised([path.name])
        if found is None:
            return None
        return self._platform(Node(path.parent.name, path.parent, files={path.name: path.name}), found)

    def _as_told(self, node: Node, given: Path) -> _Reading:
        """As --layout says."""
        match self.layout:
            case "student":
                return _Reading("student", [self._one(node, student_name(node.called))])
            case "class":
                parts = self.evidence.parts(node)
                return self._class(node, tuple(node.folders.values()), (*parts.files, *parts.loose))
            case "files":
                files = self.evidence.parts(node).files
                return self._flat(node, self.evidence.by_student(node, files)[1], files, given)
            case "nbgrader":
                return self._collected(node)
            case _:
                reading = self._platform(node, str(self.layout))
                if not reading.students:
                    raise NoSubmission(f"{given} holds nothing that is named as --layout {self.layout} has it")
                return reading

    # nbgrader's folders

    def _of_nbgrader(self, node: Node) -> _Reading | None:
        path = node.path
        if node.archive:
            return None
        if node.name == COLLECTED:
            return self._collected(node)
        if COLLECTED in node.folders and not _OF_NBGRADER.isdisjoint({*node.folders, *node.files}):
            return self._collected(node.folders[COLLECTED])
        if path.parent.name == COLLECTED:
            return _Reading("nbgrader", self._nbgraders_student(node))
        if path.parent.parent.name == COLLECTED:
            unit = path.name if self.course.unit(path.name) else None
            return _Reading("nbgrader", [HandedIn(student_name(path.parent.name), (HandInPlace(path, unit),))])
        return None

    def _collected(self, node: Node) -> _Reading:
        students = [one for folder in node.folders.values() for one in self._nbgraders_student(folder)]
        told = [_nobodys(name) for name in node.files if name not in _INSTRUCTORS]
        if not students:
            raise NoSubmission(
                f"{node.path} holds no submission: no students' folders; name the folder that holds them"
            )
        return _Reading("nbgrader", students, told)

    def _nbgraders_student(self, node: Node) -> list[HandedIn]:
        """In nbgrader's submitted/STUDENT every unit's folder was handed in by itself."""
        student = student_name(node.called)
        units = [] if node.linked or node.archive else sorted(name for name in node.folders if self.course.unit(name))
        places = [HandInPlace(node.path / unit, unit) for unit in units] or [HandInPlace(node.path)]
        return [HandedIn(student, tuple(places))]

    # everything else

    def _read(self, node: Node, given: Path) -> _Reading:
        names = [*node.files, *node.folders]
        if found := recognised(names):
            return self._platform(node, found)
        if GRADESCOPE_RECORD in node.files:
            return self._platform(node, "gradescope")
        parts = self.evidence.parts(node)
        if parts.files or parts.units:
            return self._with_work_of_its_own(node, parts, given)
        return self._without_work_of_its_own(node, parts, given)

    def _with_work_of_its_own(self, node: Node, parts: Parts, given: Path) -> _Reading:
        if parts.units and not parts.files and not parts.persons:
            inner = [unit for unit in parts.units if self._holds_students(unit)]
            if inner and len(inner) == len(parts.units):
                return self._by_unit(inner)
            if inner:
                raise self._two_ways(given, inner, "students' folders, and others are units")
        by_student, students = self.evidence.by_student(node, parts.files)
        if by_student == "yes" and not parts.units and not parts.persons:
            return self._flat(node, students, parts.files, given)
        if by_student != "no":
            raise self._two_ways(given, parts.files, "one student's files, or each another student's")
        if not parts.persons:
            strangers = [one for one in parts.plain if one.files or one.folders]
            strangers = [one for one in strangers if not _ordinary(one)]
            if strangers and not parts.units:
                both: list[Node | str] = [*parts.files, *strangers]
                raise self._two_ways(given, both, "one student's, or students' folders with stray files beside them")
            unit = self.course.unit(node.name)
            if unit and not parts.units and not node.archive:
                student = student_name(node.path.parent.name)
                return _Reading("student", [HandedIn(student, (HandInPlace(node.path, unit.name),))])
            return _Reading("student", [self._one(node, student_name(node.called))])
        if self.evidence.overlap(parts.persons) and not parts.units:
            return self._class(node, (*parts.persons, *parts.others, *parts.plain), (*parts.files, *parts.loose))
        entries: list[Node | str] = [*parts.files, *parts.units, *parts.persons]
        raise self._two_ways(given, entries, "parts of one student's work, or some of them are students")

    def _holds_students(self, unit: Node) -> bool:
        return self.evidence.is_class(unit) == "yes" or (
            len(self.evidence.parts(unit).persons) > 1 and not self.evidence.parts(unit).files
        )

    def _without_work_of_its_own(self, node: Node, parts: Parts, given: Path) -> _Reading:
        below = parts.persons + parts.others
        if not below and not parts.plain:
            raise NoSubmission(
                f"{given} holds no submission: no folder {', '.join(sorted(u.name for u in self.course.units))}, no "
                "notebook, and no students' folders or archives; name the folder that holds them"
            )
        classes = [one for one in below if self.evidence.is_class(one) == "yes"]
        if len(below) == 1:
            return self._one_below(node, below[0], parts, given)
        if classes and len(classes) == len(below):
            raise NoSubmission(
                f"{given} holds {len(classes)} classes ({_listed(classes)}), not one; name one of them, or each"
            )
        if below and not parts.persons:
            if self.evidence.overlap(below):
                raise self._two_ways(given, below, "attempts or parts of one student's work, or each a student's")
            return _Reading("student", [self._one(node, student_name(node.called))])
        if node.archive and not self.evidence.overlap(parts.persons):
            raise self._two_ways(given, below, "parts of one student's work, or each a student's")
        return self._class(node, (*below, *parts.plain), parts.loose)

    def _one_below(self, node: Node, only: Node, parts: Parts, given: Path) -> _Reading:
        """One folder or archive with work in it: a class of one, one folder too many, or a student's own folder."""
        strangers = [one for one in parts.plain if not _ordinary(one)]
        answer = self.evidence.is_class(only)
        if answer == "yes":
            if strangers:
                raise self._two_ways(given, [only, *strangers], "a class and other things, or each a student's")
            reading = self._read(listed(only.path) if only.archive and not only.inside else only, given)
            told = [_nobodys(name) for name in parts.loose if name not in _INSTRUCTORS]
            return replace(reading, told=reading.told + told)
        if answer == "maybe" and not strangers:
            inner = self.evidence.parts(only)
            raise self._two_ways(
                given,
                [*inner.files, *inner.persons],
                f"parts of one student's work in {only.name}, or each a student's",
            )
        if node.archive and strangers:
            raise self._two_ways(given, [only, *strangers], "parts of one student's work, or each a student's")
        alone = node.archive or self.several or (only in parts.others and not strangers)
        if alone:
            return _Reading("student", [self._one(node, student_name(node.called))])
        return self._class(node, (only, *(strangers or ())), parts.loose)

    def _by_unit(self, units: list[Node]) -> _Reading:
        """UNIT/STUDENT: each unit's folder holds the students' folders."""
        reading = _Reading("unit by unit")
        for folder in units:
            unit = unit_named(folder.called, self.course)
            for one in folder.folders.values():
                place = self._place(one, folder)
                reading.students.append(HandedIn(student_name(one.called), (replace(place, unit=unit),)))
            reading.told += [_nobodys(f"{folder.name}/{name}") for name in folder.files if name not in _INSTRUCTORS]
        by_student: dict[str, list[HandedIn]] = {}
        for student in reading.students:
            by_student.setdefault(student.student, []).append(student)
        return replace(reading, students=[_merged(several) for several in by_student.values()])

    def _flat(self, node: Node, students: dict[str, list[str]], files: tuple[str, ...], given: Path) -> _Reading:
        if not students:
            raise NoSubmission(f"{given}: no file there has a student's name beside a unit's or an exercise's")
        reading = _Reading("files")
        for person, names in students.items():
            members = tuple((name, _without(person, name)) for name in names)
            place = HandInPlace(node.path, members=members)
            if node.archive or node.contents is not None:
                contents = {shown: (node.contents or {})[node.files[name]] for name, shown in members}
                place = HandInPlace(node.path, inside=members[0][0], contents=contents)
            reading.students.append(HandedIn(student_name(person), (place,)))
        taken = {name for names in students.values() for name in names}
        reading.told = [_nobodys(name) for name in files if name not in taken]
        return reading

    def _class(self, node: Node, folders: tuple[Node, ...], files: tuple[str, ...]) -> _Reading:
        users = github_users(node.name, [one.called for one in folders]) if _is_github(node, folders) else {}
        reading = _Reading("github" if users else "class")
        for folder in sorted(folders, key=lambda one: one.name):
            reading.students += self._student(folder, node, users.get(folder.called, folder.called), bool(users))
        reading.told = [_nobodys(name) for name in files if name not in _INSTRUCTORS]
        return reading

    def _student(self, folder: Node, parent: Node, called: str, github: bool) -> list[HandedIn]:
        place = self._place(folder, parent)
        student = HandedIn(student_name(called), (place,))
        if github:
            student = replace(student, platform="github", ids={"id": called})
        if self.course.attempts is not None:
            attempts = attempts_of(place, self.course)
            counting = attempts if self.course.attempts == "best" else attempts[-1:]
            return [replace(student, places=(one,), attempt=one.attempt) for one in counting]
        if not folder.linked and (latest := latest_attempt(folder, self.evidence)) is not None:
            chosen, note = latest
            return [replace(student, places=(self._place(chosen, folder),), notes=(note,))]
        if self.evidence.is_class(folder) == "yes":
            inner = self.evidence.parts(folder)
            names = _listed([*inner.persons, *inner.files] or list(folder.folders.values()))
            why = f"it seems to hold several students' work ({names}); name its path by itself, or hand in one's only"
            return [replace(student, refused=why)]
        return [student]

    def _one(self, node: Node, student: str) -> HandedIn:
        if latest := latest_attempt(node, self.evidence):
            return HandedIn(student, (self._place(latest[0], node),), notes=(latest[1],))
        if node.archive and node.inside:
            return HandedIn(student, (self._place(node, node),))
        return HandedIn(student, (HandInPlace(node.path),))

    def _place(self, one: Node, parent: Node) -> HandInPlace:
        """Where a folder or archive lies: on the disk, or in an archive."""
        if one.contents is None or (one.archive and not one.inside):
            return HandInPlace(one.path)
        if one.archive:
            return HandInPlace(one.path, inside=one.inside, contents={one.name: (parent.contents or {})[one.inside]})
        return HandInPlace(one.path, inside=one.inside, contents=one.below())

    def _platform(self, node: Node, platform: str) -> _Reading:
        students, rest = platform_students(node, platform, self.course, self.evidence)
        reading = _Reading(platform, [replace(one, student=student_name(one.student)) for one in students])
        for name in rest:
            folder = node.folders.get(name)
            if folder is not None and (folder.linked or folder.files or folder.folders or folder.archive):
                reading.students += self._student(folder, node, folder.called, False)
            elif folder is None and name not in _INSTRUCTORS:
                reading.told.append(_nobodys(name))
        return reading

    def _two_ways(self, given: Path, entries: Iterable[Node | str], ways: str) -> NoSubmission:
        return NoSubmission(
            f"{given} can be read in two ways: {_listed(entries)} may be {ways}. Say which: --layout student (all of "
            "it is one student's), --layout class (each folder and archive is one student's), --layout files (each "
            "file has its student's name), or name the students' own paths"
        )


def _ordinary(node: Node) -> bool:
    return says_no_person(node.called) or not (node.files or node.folders or node.linked or node.archive)


def _is_github(node: Node, folders: tuple[Node, ...]) -> bool:
    if node.name.endswith("-submissions"):
        return True
    if any(one.archive and one.called.endswith(("-main", "-master")) for one in folders):
        return True
    repositories = [one for one in folders if not one.archive and (one.path / ".git").exists()]
    return len(repositories) > 1 and node.contents is None


def _without(person: str, name: str) -> str:
    """A file's name without its student's, as it was before."""
    return name.replace(person, "", 1).strip(" _-.") if person in name and not name.startswith(f"{person}.") else name


def _nobodys(name: str) -> str:
    return f"{printable(name)} lies beside what the students handed in, and is nobody's: it is not graded"


def _listed(entries: Iterable[Node | str]) -> str:
    names = [printable(one if isinstance(one, str) else one.name) for one in entries]
    more = f" and {len(names) - _NAMES_LISTED} more" if len(names) > _NAMES_LISTED else ""
    return ", ".join(names[:_NAMES_LISTED]) + more
