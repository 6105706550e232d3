"""What platforms call each student: the roster's own columns, and the ids in the names of what was downloaded."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.course.hand_ins import HandedIn
from grader.course.roster import Roster, find_person

KNOWN = Path(".grader", "students.json")
"""Where `grader grade` notes the platforms' ids, beside the results that it keeps."""

People = Mapping[str, Mapping[str, str]]
"""By student: what stands in each column, by the column's name in lower case."""
_COLUMN = {"canvas": "id", "moodle": "identifier", "blackboard": "username", "brightspace": "orgdefinedid"}


@dataclass(frozen=True)
class Matched:
    """The students' columns, and a line for every student whom the roster does not know, or who has no result."""

    people: People
    told: tuple[str, ...]


def note_ids(handed_in: Iterable[HandedIn], path: Path = KNOWN) -> None:
    """Keep the platforms' ids for the export; what was noted of other students stays.

    Raises OSError if that cannot be written.
    """
    known = dict(known_ids(path))
    for handed in handed_in:
        if handed.ids:
            column = _COLUMN.get(handed.platform, "id")
            ids = {column if word == "id" else word: text for word, text in handed.ids.items()}
            if handed.platform == "moodle":
                ids["identifier"] = f"Participant {ids['identifier']}"
            if handed.platform == "brightspace":
                ids["orgdefinedid"] = ids["orgdefinedid"].partition("-")[0]
            if handed.platform == "canvas" and (names := _names(handed)):
                ids["file"] = names[0]  # the beginning of its name is what Canvas takes feedback by
            known[handed.student] = ids
    if not known:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace")
    beside.replace(path)


def _names(handed: HandedIn) -> list[str]:
    members = [name for place in handed.places for name, _ in place.members]
    return members or [place.inside for place in handed.places if place.inside]


def known_ids(path: Path = KNOWN) -> People:
    """What was noted of the students; nothing where that cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        student: {str(word): str(text) for word, text in ids.items()}
        for student, ids in found.items()
        if isinstance(ids, dict)
    }


def matched_people(students: Iterable[str], roster: Roster | None, known: People) -> Matched:
    """Return what stands in each student's columns: the roster's where it has the student, else what was noted."""
    people: dict[str, Mapping[str, str]] = {}
    told: list[str] = []
    there: set[str] = set()
    for student in students:
        ids = known.get(student, {})
        person = None if roster is None else find_person(roster, (student, *ids.values()))
        if person is not None:
            row = {column.casefold().strip(): text for column, text in person.row.items()}
            people[student] = {**ids, **row}
            there.add(person.student)
        else:
            people[student] = ids
            if roster is not None:
                told.append(f"{student} is not in the roster: exported under this name")
    missing = [one.student for one in (roster.people if roster else ()) if one.student not in there]
    if missing:
        told.append(f"{len(missing)} of the roster have no result, and no line: {', '.join(missing)}")
    return Matched(people, tuple(told))
