"""Which folder or file name is which student: a class as a CSV file with a learning platform's own column names."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.course.hand_ins import HandedIn
from grader.course.intake import MB

_MOST_BYTES = 20 * MB
_ALIASES: dict[str, tuple[str, ...]] = {
    "student": ("student_id", "grader student"),
    "name": ("name", "full name", "student", "display name", "roster_name", "student name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("surname", "last name", "lastname", "family name"),
    "email": ("email address", "e-mail", "email", "mail", "login_email"),
    "section": ("section", "sections", "group", "groups", "class"),
    "folder": ("folder", "file", "submission"),
    "identifier": ("identifier",),
    "id": ("id", "orgdefinedid", "student id", "sid", "id number", "canvas id", "child course id"),
    "sis": ("sis user id", "sis id"),
    "login": (
        "sis login id",
        "username",
        "user name",
        "login",
        "login id",
        "github_username",
        "github username",
        "user",
    ),
}
_STUDENT_FROM = ("student", "login", "identifier", "sis", "id", "email", "name")
"""Which column names the student in results, the first that has something in it."""


class RosterError(Exception):
    """The roster cannot be used: what is wrong, and what to do."""


@dataclass(frozen=True)
class RosterEntry:
    """A student of the class. `row` is the roster's own line, by its own column names."""

    student: str
    name: str = ""
    email: str = ""
    section: str = ""
    row: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Roster:
    """The class, in the file's order, with the file's columns."""

    columns: tuple[str, ...]
    people: tuple[RosterEntry, ...]


def read_roster(path: Path) -> Roster:
    """Return the class that a CSV file lists.

    Raises RosterError if it cannot be read, or has no column that names a student.
    """
    try:
        content = path.read_bytes()[:_MOST_BYTES]
    except OSError as error:
        raise RosterError(f"{path} cannot be read ({error.strerror}); name the class's CSV file") from error
    text = _text(content)
    try:
        delimiter = csv.Sniffer().sniff(text[:4000].splitlines()[0] if text.strip() else ",", ",;\t").delimiter
    except csv.Error:
        delimiter = ","
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise RosterError(f"{path} is no CSV file ({error}); export the class again") from error
    if not rows:
        raise RosterError(f"{path} is empty; its first line names the columns, like student,name,email,section,folder")
    header = tuple(cell.strip() for cell in rows[0])
    meaning = _meaning(header)
    if not meaning.keys() & set(_STUDENT_FROM) and not {"first", "last"} <= meaning.keys():
        raise RosterError(
            f"{path}: no column names a student; the first line is to have one of student, name, email, Username, "
            "SIS Login ID, SIS User ID, OrgDefinedId, Identifier, SID or github_username"
        )
    people = [one for row in rows[1:] if (one := _person(header, meaning, row)) is not None]
    if not people:
        raise RosterError(f"{path} lists no student; export the class again")
    return Roster(header, tuple(people))


def _text(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _meaning(header: Iterable[str]) -> dict[str, int]:
    """What each column is, by our word for it; Canvas's "Student" is a name where it has an ID beside it."""
    columns = [cell.casefold().strip() for cell in header]
    found: dict[str, int] = {}
    canvas = "id" in columns and "student" in columns and "name" not in columns
    for meaning, names in _ALIASES.items():
        wanted = ("student", *names) if meaning == "student" and not canvas else names
        if at := [columns.index(name) for name in wanted if name in columns]:
            found[meaning] = at[0]
    if not canvas and found.get("name") == found.get("student"):
        found.pop("name", None)
    return found


def _person(header: tuple[str, ...], meaning: Mapping[str, int], row: list[str]) -> RosterEntry | None:
    cells = {word: row[at].strip() for word, at in meaning.items() if at < len(row)}
    if not cells.get("name"):
        cells["name"] = " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    if cells["name"].casefold() in ("points possible", "student, test"):
        return None
    student = next((cells[word].lstrip("#") for word in _STUDENT_FROM if cells.get(word)), "")
    if not student:
        return None
    named = dict(zip(header, row, strict=False))
    return RosterEntry(student, cells["name"], cells.get("email", ""), cells.get("section", ""), named, _keys(cells))


def _keys(cells: Mapping[str, str]) -> frozenset[str]:
    """All that a platform may call the student in the name of a folder or file."""
    name = cells.get("name", "")
    words = {value for word, value in cells.items() if word not in ("section", "first", "last")}
    words.add(cells.get("email", "").partition("@")[0])
    words.add(cells.get("identifier", "").removeprefix("Participant ").strip())
    if "," in name:
        last, _, first = name.partition(",")
        words |= {f"{first.strip()} {last.strip()}", f"{last.strip()}{first.strip()}"}
    elif len(parts := name.split()) > 1:
        words |= {f"{parts[-1]}{''.join(parts[:-1])}", f"{parts[-1]}, {' '.join(parts[:-1])}"}
    if cells.get("first") and cells.get("last"):
        words |= {f"{cells['last']}{cells['first']}", f"{cells['last']}, {cells['first']}"}
    return frozenset(filter(None, map(_plain, words)))


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum() or c in "@.")


def matched(handed_in: Iterable[HandedIn], roster: Roster) -> tuple[tuple[HandedIn, ...], list[str]]:
    """Return the submissions under the roster's names, and a line for each student or submission that has no match.

    A submission whose name fits two students keeps its own name, and is told.
    """
    owners: dict[str, list[RosterEntry]] = {}
    for person in roster.people:
        for key in person.keys:
            owners.setdefault(key, []).append(person)
    found: list[HandedIn] = []
    told: list[str] = []
    there: set[str] = set()
    for handed in handed_in:
        known = _owner(handed, owners)
        if known is None:
            found.append(handed)
            told.append(f"{handed.student} is not in the roster, or fits several there: graded under this name")
            continue
        there.add(known.student)
        ids = {**handed.ids, "name": known.name, "email": known.email, "section": known.section}
        found.append(replace(handed, student=known.student, ids={k: v for k, v in ids.items() if v}))
    missing = [person.student for person in roster.people if person.student not in there]
    if missing:
        told.append(f"{len(missing)} of the roster handed in nothing: {', '.join(missing)}")
    return tuple(found), told


def find_person(roster: Roster, words: Iterable[str]) -> RosterEntry | None:
    """The one student of the roster whom the first of the words fits that fits any; None where none fits just one."""
    for word in words:
        people = {one.student: one for one in roster.people if _plain(word) in one.keys} if word else {}
        if len(people) == 1:
            return next(iter(people.values()))
    return None


def _owner(handed: HandedIn, owners: Mapping[str, list[RosterEntry]]) -> RosterEntry | None:
    """By the platform's ids first, then by the name, whole or without what stands in brackets."""
    ids = (handed.ids.get(word, "") for word in ("sid", "email", "id"))
    bracket = handed.student.rpartition("(")
    for word in (*ids, handed.student, bracket[0], bracket[2].rstrip(")")):
        people = {one.student: one for one in owners.get(_plain(word), ())} if word else {}
        if len(people) == 1:
            return next(iter(people.values()))
    return None
