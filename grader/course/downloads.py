"""The students of a learning platform's download: every file and folder by its name, the latest attempt of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from grader.course.contents import Course
from grader.course.evidence import GRADESCOPE_RECORD, Evidence
from grader.course.gradescope_record import read_record
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import printable
from grader.course.listing import Node
from grader.course.names import as_people_count
from grader.course.platforms import PLATFORMS, Named, common_beginning

LAYOUTS_OF_PLATFORMS = tuple(PLATFORMS)
_RECORD_BYTES = 64_000_000
_RESUBMITTED = re.compile(r"-(\d{1,3})(?=\.[^.]+(?:\.[a-z0-9]+)?$|$)")
_ATTEMPT = "_attempt_"


@dataclass
class _Group:
    """What is one student's: the names, by attempt."""

    named: Named
    attempts: dict[str, list[tuple[Named, str]]] = field(default_factory=dict)


def platform_students(
    node: Node, platform: str, course: Course, evidence: Evidence
) -> tuple[list[HandedIn], list[str]]:
    """Return the students of a download, and the names in it that are not the platform's."""
    groups: dict[str, _Group] = {}
    rest: list[str] = []
    named_by = _rule(platform, [*node.files, *node.folders])
    for name in sorted([*node.files, *node.folders]):
        named = named_by(name)
        if named is None:
            rest.append(name)
        elif not named.beside:
            group = groups.setdefault(named.id or named.student, _Group(named))
            group.attempts.setdefault(named.attempt, []).append((named, name))
    students = [one for group in groups.values() for one in _handed_in(group, node, course)]
    if platform == "gradescope":
        students = [one for student in students for one in _by_record(student, node)]
    return _apart(students), rest


def _rule(platform: str, names: list[str]) -> Callable[[str], Named | None]:
    rule = PLATFORMS[platform]
    if platform != "blackboard":
        return rule
    # A user's name may hold underscores: what all names begin with is the assignment's.
    heads = {name.partition(_ATTEMPT)[0] for name in names if _ATTEMPT in name}
    common = common_beginning(heads) if len(heads) > 1 else ""
    begin = common[: common.rfind("_") + 1]

    def blackboard(name: str) -> Named | None:
        named = rule(name)
        if named is None or not begin or not name.startswith(begin):
            return named
        user = name.partition(_ATTEMPT)[0].removeprefix(begin)
        return replace(named, student=user, id=user) if user.endswith(named.student) else named

    return blackboard


def _handed_in(group: _Group, node: Node, course: Course) -> list[HandedIn]:
    order = sorted(group.attempts, key=lambda name: (_at(group, name), as_people_count(name)))
    counting = order if course.attempts == "best" else order[-1:]
    found = []
    for attempt in counting:
        entries = group.attempts[attempt]
        named = entries[0][0]
        places, notes = _places(entries, node)
        if len(order) > len(counting):
            notes = (*notes, f"{printable(attempt)} is the latest of {len(order)} attempts, and counts")
        found.append(
            HandedIn(
                named.student,
                places,
                attempt=attempt if len(counting) > 1 else "",
                platform=named.platform,
                ids={"id": named.id},
                at=named.at,
                late=any(one.late for one, _ in entries),
                notes=notes,
                together=True,
            )
        )
    return found


def _at(group: _Group, attempt: str) -> float:
    at: datetime | None = group.attempts[attempt][0][0].at
    return at.timestamp() if at else 0.0


def _places(entries: list[tuple[Named, str]], node: Node) -> tuple[tuple[HandInPlace, ...], tuple[str, ...]]:
    """Where one attempt lies: its folders, and its files under the names that the student gave them."""
    places: list[HandInPlace] = []
    members: dict[str, str] = {}
    notes: list[str] = []
    for named, name in sorted(entries, key=lambda entry: as_people_count(entry[1])):
        folder = node.folders.get(name)
        if not named.rest and folder is not None:
            places.append(_place_of(folder, node))
            continue
        shown = named.rest or name
        if named.by_number:
            shown = _RESUBMITTED.sub("", shown)
        if folder is not None and not folder.archive:
            # A folder with a file's name: what Moodle makes of a folder in a folder.
            places.append(_place_of(folder, node))
            continue
        if (before := members.get(shown)) is not None:
            notes.append(f"{printable(name)} was handed in after {printable(before)}, and counts")
        members[shown] = name
    if members:
        places.append(_place_of_members(members, node))
    return tuple(places), tuple(notes)


def _place_of(folder: Node, node: Node) -> HandInPlace:
    if folder.contents is None or (folder.archive and not folder.inside):
        return HandInPlace(folder.path)
    if folder.archive:
        return HandInPlace(
            folder.path, inside=folder.inside, contents={folder.name: (node.contents or {})[folder.inside]}
        )
    return HandInPlace(folder.path, inside=folder.inside, contents=folder.below())


def _place_of_members(members: dict[str, str], node: Node) -> HandInPlace:
    if node.contents is None:
        return HandInPlace(node.path, members=tuple((name, shown) for shown, name in members.items()))
    paths = {
        shown: node.folders[name].inside if name in node.folders else node.files[name]
        for shown, name in members.items()
    }
    contents = {shown: node.contents[path] for shown, path in paths.items()}
    return HandInPlace(node.path, inside=next(iter(paths.values())), contents=contents)


def _by_record(student: HandedIn, node: Node) -> list[HandedIn]:
    """Each of the submitters of a submission of Gradescope's, with the record's names and time."""
    if GRADESCOPE_RECORD not in node.files:
        return [student]
    record = read_record(node.content(GRADESCOPE_RECORD, _RECORD_BYTES)).get(student.student)
    if record is None or not record.submitters:
        return [
            replace(student, notes=(*student.notes, f"{GRADESCOPE_RECORD} does not say whose {student.student} is"))
        ]
    found = []
    for one in record.submitters:
        called = one.get("name") or one.get("email") or one.get("sid") or student.student
        found.append(replace(student, student=called, ids={**student.ids, **one}, at=record.at))
    if len(found) > 1:
        names = ", ".join(printable(one.student) for one in found)
        found = [replace(one, notes=(*one.notes, f"handed in together by {names}")) for one in found]
    return found


def _apart(students: list[HandedIn]) -> list[HandedIn]:
    """Students of one name kept apart by the platform's ids."""
    owners: dict[str, set[str]] = {}
    for one in students:
        owners.setdefault(one.student, set()).add(_identity(one))
    return [
        replace(one, student=f"{one.student} ({_identity(one)})") if len(owners[one.student]) > 1 else one
        for one in students
    ]


def _identity(student: HandedIn) -> str:
    return student.ids.get("sid") or student.ids.get("email") or student.ids.get("id") or student.student
