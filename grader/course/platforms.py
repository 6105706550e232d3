"""How learning platforms name what they hand out: whose it is, which attempt, when, and the file's own name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_WITH_SECONDS = "%Y-%m-%d-%H-%M-%S"


@dataclass(frozen=True)
class Named:
    """What a name says: the student, the platform's own id of the student, the attempt, and the name of the file as it
    was handed in ("" for a folder).

    `late` is the platform's mark, `at` its time. `by_number`: later files of one name have a number (Canvas). `beside`:
    the platform's own note about a submission, no part of it.
    """

    platform: str
    student: str
    id: str = ""
    rest: str = ""
    attempt: str = ""
    late: bool = False
    at: datetime | None = None
    by_number: bool = False
    beside: bool = False


_CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<id>\d+)_\d+_(?P<rest>.+)")
_CANVAS_ANONYMOUS = re.compile(r"(?P<name>anon(?:ymous)?_[A-Za-z0-9]{5})(?P<late>_LATE)?_(?P<id>\d+)_(?P<rest>.+)")
_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<rest>.*)")
_BLACKBOARD = re.compile(
    r"(?P<assignment>.+?)_(?P<name>[^_]+)_attempt_(?P<at>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|(?P<beside>\.txt))?"
)
_BRIGHTSPACE = re.compile(
    r"(?P<id>\d+-\d+) ?- ?(?P<name>.+?) ?- ?"
    r"(?P<at>[A-Za-z]{3,9}\.? \d{1,2}, \d{4} \d{1,2}[.:]?\d\d ?[AaPp]\.?[Mm]\.?)(?: ?- ?(?P<rest>.+))?"
)
_GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")


def canvas(name: str) -> Named | None:
    """lastfirst_LATE_12345_678_fork.ipynb"""
    if not (found := _CANVAS.fullmatch(name) or _CANVAS_ANONYMOUS.fullmatch(name)):
        return None
    late = found["late"] is not None
    return Named("canvas", found["name"], found["id"], found["rest"], late=late, by_number=True)


def moodle(name: str) -> Named | None:
    """First Last_12345_assignsubmission_file_, a folder; or that before the file's own name."""
    if not (found := _MOODLE.fullmatch(name)):
        return None
    rest = found["rest"]
    if found["kind"] == "comments":
        return Named("moodle", found["name"], found["id"], rest, beside=True)
    return Named("moodle", found["name"], found["id"], rest)


def blackboard(name: str) -> Named | None:
    """Homework 1_jdoe_attempt_2026-10-01-12-00-00_fork.ipynb; one that ends in .txt there is Blackboard's own note."""
    if not (found := _BLACKBOARD.fullmatch(name)):
        return None
    try:
        at = datetime.strptime(found["at"], _WITH_SECONDS).replace(tzinfo=UTC)
    except ValueError:
        return None
    beside = found["beside"] is not None
    return Named("blackboard", found["name"], found["name"], found["rest"] or "", found["at"], at=at, beside=beside)


def brightspace(name: str) -> Named | None:
    """12345-67890 - First Last - Oct 1, 2026 1159 PM, a folder; or that before the file's own name."""
    if not (found := _BRIGHTSPACE.fullmatch(name)):
        return None
    return Named("brightspace", found["name"], found["id"], found["rest"] or "", found["at"], at=_time(found["at"]))


def _time(text: str) -> datetime | None:
    plain = re.sub(r"[.:]", "", text)
    plain = re.sub(r" (\d{1,2})(\d\d) ?([AaPp])[Mm]$", r" \1:\2 \3M", plain)
    for form in ("%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M %p"):
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def gradescope(name: str) -> Named | None:
    """submission_12345, a folder beside submission_metadata.yml"""
    found = _GRADESCOPE.fullmatch(name)
    return Named("gradescope", name, found["id"]) if found else None


PLATFORMS: dict[str, Callable[[str], Named | None]] = {
    "canvas": canvas,
    "moodle": moodle,
    "blackboard": blackboard,
    "brightspace": brightspace,
    "gradescope": gradescope,
}
"""Each platform's rule for a name, by the word that --layout takes."""


def recognised(names: Iterable[str]) -> str | None:
    """The platform whose names most of them are; None where they are nobody's."""
    names = list(names)
    counts = {platform: sum(rule(name) is not None for name in names) for platform, rule in PLATFORMS.items()}
    best = max(counts, key=lambda platform: counts[platform])
    return best if counts[best] else None


def common_beginning(names: Iterable[str]) -> str:
    """The characters with which all names begin."""
    first, last = min(names := list(names)), max(names)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:same]


_BRANCH = re.compile(r"-(?:main|master|trunk)$")


def github_users(folder: str, names: Iterable[str]) -> dict[str, str]:
    """Each repository's user, where GitHub Classroom named them ASSIGNMENT-USER; {} where it did not.

    The folder is ASSIGNMENT-submissions, or the repositories' common beginning is the assignment.
    """
    plain = {name: _BRANCH.sub("", name) for name in names}
    begin = folder.removesuffix("-submissions") + "-" if folder.endswith("-submissions") else ""
    if not begin and len(plain) > 1:
        common = common_beginning(plain.values())
        begin = common[: common.rfind("-") + 1]
    if not begin:
        return {}
    return {name: one.removeprefix(begin) for name, one in plain.items() if one.startswith(begin) and one != begin}
