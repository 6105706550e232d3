"""Signs by which a folder or an archive is told to be one student's work or a whole class's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from grader.course.archives import is_archive, without_suffix
from grader.course.contents import Course
from grader.course.exported import exported_files
from grader.course.listing import Node
from grader.course.names import is_notebook, says_no_person, spelled, taken_apart
from grader.course.notebooks import read_notebook
from grader.course.platforms import recognised
from grader.course.recognise import exercise_named, exercises_defined, is_ours, unit_named

ANYTHING = "?"
"""The work in something that cannot be looked into."""
GRADESCOPE_RECORD = "submission_metadata.yml"
COLLECTED = "submitted"
"""The folder in which nbgrader collects: STUDENT/ASSIGNMENT below it."""

Certainty = Literal["yes", "maybe", "no"]
_MOST_BYTES = 8_000_000
_MOST_CODE = 200_000
_FORM = "onlinetext.html"


@dataclass(frozen=True)
class Parts:
    """What lies in a folder: work of its own (files, and folders or archives named after a unit or an exercise),
    folders and archives with work whose names may be persons' (or are not), those without work, and all other files."""

    files: tuple[str, ...]
    units: tuple[Node, ...]
    persons: tuple[Node, ...]
    others: tuple[Node, ...]
    plain: tuple[Node, ...]
    loose: tuple[str, ...]


@dataclass
class Evidence:
    """The signs in one course's terms; what was looked into once is kept."""

    course: Course
    _known: dict[int, frozenset[str]] = field(default_factory=dict)
    _nodes: list[Node] = field(default_factory=list)

    def work(self, node: Node, around: str = "") -> frozenset[str]:
        """The exercises of which it holds work: "UNIT/NAME", "UNIT/" for a unit's notebook, "?" if that is unknown."""
        if id(node) in self._known:
            return self._known[id(node)]
        found: set[str] = set()
        if node.linked or (node.archive and node.contents is None):
            found.add(ANYTHING)
        here = f"{around}{node.called}/"
        for name in node.files:
            found |= self.of_file(node, name, here)
        for folder in node.folders.values():
            found |= self.work(folder, here)
        self._known[id(node)] = frozenset(found)
        self._nodes.append(node)  # so that its id stays its own
        return self._known[id(node)]

    def of_file(self, node: Node, name: str, around: str) -> set[str]:
        """The exercises of which a file is work."""
        if name == _FORM:
            return {ANYTHING}
        if is_notebook(name):
            return self._of_notebook(node, name)
        if (named := exercise_named(around + name, self.course)) is not None:
            return {named[0].key}
        if name.casefold().endswith((".py", ".txt")) and not is_ours(around + name):
            text = node.content(name, _MOST_CODE).decode("utf-8", "replace").removeprefix("\ufeff")
            if written := exported_files(text):
                return self._keys(written)
            return {exercise.key for exercise in exercises_defined(text, self.course)}
        return set()

    def _of_notebook(self, node: Node, name: str) -> set[str]:
        notebook = read_notebook(node.content(name, _MOST_BYTES))
        stem = taken_apart(name).stem
        unit = unit_named(stem, self.course)
        return self._keys(notebook.files) or {f"{unit}/" if unit else ANYTHING}

    def _keys(self, written: object) -> set[str]:
        named = (exercise_named(str(name).replace("\\", "/"), self.course) for name in iter(written))  # type: ignore[call-overload]
        return {one[0].key for one in named if one is not None}

    def parts(self, node: Node) -> Parts:
        """What lies in a folder, sorted by what it may be."""
        files = tuple(name for name in node.files if self.of_file(node, name, f"{node.called}/"))
        units: list[Node] = []
        persons: list[Node] = []
        others: list[Node] = []
        plain: list[Node] = []
        for folder in node.folders.values():
            exercise = exercise_named(f"{folder.called}.py", self.course)
            if unit_named(folder.called, self.course) or folder.name == "exercises" or exercise:
                units.append(folder)
            elif not self.work(folder):
                plain.append(folder)
            else:
                (others if says_no_person(folder.called) else persons).append(folder)
        loose = tuple(name for name in node.files if name not in files)
        return Parts(files, tuple(units), tuple(persons), tuple(others), tuple(plain), loose)

    def overlap(self, nodes: tuple[Node, ...]) -> bool:
        """Whether two of them hold work of one exercise: two students' work, or two attempts."""
        seen: set[str] = set()
        for node in nodes:
            work = self._spread(self.work(node))
            if seen & work:
                return True
            seen |= work
        return False

    def _spread(self, work: frozenset[str]) -> set[str]:
        everything = {exercise.key for exercise in self.course.exercises}
        if ANYTHING in work:
            return everything
        return {key for one in work for key in everything if key == one or (one.endswith("/") and key.startswith(one))}

    def is_class(self, node: Node) -> Certainty:
        """Whether it holds the work of several students."""
        names = [*node.files, *node.folders]
        if recognised(names) or GRADESCOPE_RECORD in names or node.name == COLLECTED:
            return "yes"
        parts = self.parts(node)
        by_student = self.by_student(node, parts.files)[0]
        if by_student != "no":
            return by_student
        if len(parts.persons) > 1:
            return "yes" if self.overlap(parts.persons) else "maybe"
        below = parts.persons + parts.others
        if len(below) == 1 and not parts.files and not parts.units:
            return self.is_class(below[0])
        return "no"

    def by_student(self, node: Node, files: tuple[str, ...]) -> tuple[Certainty, dict[str, list[str]]]:
        """Whether files that lie together have students' names (ann_fork.ipynb, bob_fork.ipynb), and each one's."""
        students: dict[str, list[str]] = {}
        things: dict[str, set[str]] = {}
        nobodys = False
        for name in files:
            for person, thing in self._persons(node, name):
                if person and not says_no_person(person):
                    students.setdefault(person, []).append(name)
                    things.setdefault(thing, set()).add(person)
                else:
                    nobodys = True
        if len(students) < 2:
            return ("maybe" if students and nobodys and len(files) > 1 and self._twice(files) else "no"), {}
        shared = any(len(persons) > 1 for persons in things.values())
        return ("yes" if shared and not nobodys else "maybe"), students

    def _twice(self, files: tuple[str, ...]) -> bool:
        """Whether two files are for one unit or exercise, by their names."""
        seen = [thing for name in files for _, thing in self._words(name)]
        return len(set(seen)) < len(seen)

    def _persons(self, node: Node, name: str) -> list[tuple[str, str]]:
        found = self._words(name)
        if not found and is_notebook(name):
            written = sorted(self._of_notebook(node, name))
            if written and written != [ANYTHING]:
                return [(without_suffix(name).rpartition(".")[0], " ".join(written))]
        return found

    def _words(self, name: str) -> list[tuple[str, str]]:
        """A person and a unit or exercise, if a name consists of both; the person is "" for the unit only."""
        if is_archive(name) or (not is_notebook(name) and not name.casefold().endswith((".py", ".txt"))):
            return []
        plain = taken_apart(name)
        stem = re.split(r"\.(?:ipynb|py|txt)", name, maxsplit=1, flags=re.I)[0]
        words = [unit.name for unit in self.course.units] + [exercise.name for exercise in self.course.exercises]
        for word in sorted(words, key=len, reverse=True):
            if word in (plain.stem, plain.bare):
                return [("", word)]
            flexible = r"[\s._-]*".join(map(re.escape, word.split("_")))
            for pattern in (rf"(?P<person>.+?)[\s._-]+{flexible}", rf"{flexible}[\s._-]+(?P<person>.+)"):
                if found := re.fullmatch(pattern, stem, re.I):
                    person = found["person"].strip()
                    return [("" if spelled(person) in words else person, word)]
        return []
