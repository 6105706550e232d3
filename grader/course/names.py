"""What a name says that people or their programs have changed: copies, other spellings, second endings."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass

from grader.course.intake import printable

_STUDENT_CHARACTERS = 100
"""nbgrader's gradebook has room for 128."""
_PYTHON = re.compile(r"\.(?:py3?|pyw)$")
_ENDINGS = re.compile(r"(?:\.(?:txt|text|py3?|pyw|download|html?))+$")
_NOTEBOOK = re.compile(r"\.ipynb(?:\.(?:json|txt|html?|download|ipynb))*$")
_COPY = re.compile(
    r"(?:\s*[(\[]\s*(?:\d+|copy|kopie|copie|copia)\s*[)\]]|[\s._-]+(?:copy|kopie|copie|copia)(?:[\s._-]*[(]?\d+[)]?)?"
    r"|[\s._-]+v?\d{1,3}|[\s._-]+(?:final|new|neu|fixed|corrected|latest|version[\s._-]*\d*))+$"
)
_COPY_BEFORE = re.compile(r"^(?:copy|kopie|copie|copia)[\s_-]+(?:\(\d+\)[\s_-]+)?(?:of|von|de|di)[\s_-]+")
_NUMBER = re.compile(r"(\d+)")
_EDITORS = re.compile(r"~$|^#.*#$|^\.#|\.(?:bak|orig|rej|swp|swo|swn|tmp|pyc|pyo|old|save)$")
_ROOMS = "src source code python py app lib files work my_work homework hw project docs doc documents images img data"
_TASKS = "solution solutions submission submissions assignment abgabe loesung answers exercises exercise uebung tests"
_REST = "figures pictures screenshots assets notes misc other others stuff output outputs results tmp temp course"
_OLDER = "old backup backups archive bak draft drafts final new neu alt original copy kopie trash unused scratch beside"
_TOOLS = "build dist bin include scripts notebooks downloads desktop helpers utils attachments content drive mydrive"
_MORE = "visible colab_notebooks working untitled_folder new_folder neuer_ordner feedback"
_SAYS_NOTHING = frozenset(" ".join((_ROOMS, _TASKS, _REST, _OLDER, _TOOLS, _MORE)).split())
_COUNTS = re.compile(
    r"(?:attempt|versuch|version|ver|v|try|take|submission|abgabe|revision|rev|part|teil|task|aufgabe|exercise|ex|week|"
    r"unit|lesson|chapter|problem|question|q|hw|homework|assignment|lab|blatt|final|draft|old|new|backup|copy|archive)"
    r"_?\d{1,4}|\d{1,2}|20\d\d_[01]\d_[0-3]\d\w*"
)

_ATTEMPT = re.compile(r"(?:attempt|versuch|version|ver|v|try|take|submission|abgabe|revision|rev)_?(\d{1,4})")


def spelled(text: str) -> str:
    """A name as it is compared: one normal form, lower case, one underscore for blanks, hyphens and dots."""
    return re.sub(r"[\s._-]+", "_", unicodedata.normalize("NFKC", text).strip().casefold()).strip("_")


@dataclass(frozen=True)
class Spelling:
    """A file's name, taken apart: `stem` as spelled, what is left without marks of a copy, and the copy's number.

    `python`: it ends like a Python file. `notebook`: like a notebook.
    """

    stem: str
    bare: str
    number: int
    python: bool
    notebook: bool


def taken_apart(name: str) -> Spelling:
    """What a file's name says."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    notebook = _NOTEBOOK.search(plain)
    stem = plain[: notebook.start()] if notebook else _ENDINGS.sub("", plain)
    bare = stem
    while (shorter := _COPY_BEFORE.sub("", _COPY.sub("", bare)).strip()) != bare and shorter:
        bare = shorter
    # Two endings with a copy's mark between them: "two_returns.py (1).txt"
    bare = _PYTHON.sub("", bare)
    numbers = _NUMBER.findall(stem[len(bare) :]) if stem.startswith(bare) else []
    return Spelling(
        spelled(stem),
        spelled(bare),
        int(numbers[-1][:9]) if numbers else 0,
        bool(_PYTHON.search(plain)) and not notebook,
        notebook is not None,
    )


def is_notebook(name: str) -> bool:
    """Whether a file's name says that it is a notebook, also with an ending more (fork.ipynb.json)."""
    return _NOTEBOOK.search(name.strip().casefold()) is not None


def is_editors(name: str) -> bool:
    """Whether an editor or Python left it beside the file that counts."""
    return _EDITORS.search(name.strip().casefold()) is not None


def says_no_person(name: str) -> bool:
    """Whether a folder's name is one that students give to folders of their own, so that it names no student."""
    word = spelled(name)
    return len(word) < 2 or word in _SAYS_NOTHING or _COUNTS.fullmatch(word) is not None


def number_of_attempt(name: str) -> int | None:
    """The number in a folder's name that says "attempt", "version" or the like; None where it says no such thing."""
    found = _ATTEMPT.fullmatch(spelled(name))
    return int(found[1]) if found else None


def as_people_count(name: str) -> list[tuple[int, str]]:
    """A key to sort by, so that attempt 10 comes after attempt 9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(name)]


def student_name(name: str) -> str:
    """A student's name as it may stand in reports and gradebooks; different names stay different."""
    plain = unicodedata.normalize("NFC", name).strip()
    shown = printable(plain, most=len(plain)) or "unnamed"
    if len(shown) <= _STUDENT_CHARACTERS:
        return shown
    return shown[:_STUDENT_CHARACTERS] + "~" + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
