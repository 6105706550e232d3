"""Which of a submission's files is which exercise's: where it lies, by its name, by what it defines; and what is said
of a file that did not lie where it belongs."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.course.contents import Course, Exercise
from grader.course.intake import printable
from grader.course.names import spelled
from grader.course.recognise import (
    AFFIX,
    CONTENT,
    EXACT,
    exercise_named,
    exercises_defined,
    is_ours,
    unit_around,
)

_SET_ASIDE = frozenset(("old", "backup", "backups", "bak", "archive", "trash", "draft", "drafts", "unused", "alt"))
_MOST_PARSED = 40
"""How many files whose names say nothing are read for what they define."""
_HOW = {
    True: "{path} was taken for {file}",
    False: "{path} was taken for {file}, by what it defines",
}


@dataclass(frozen=True)
class PossibleFile:
    """A file that may be an exercise's, and how sure that is: the smaller, the surer."""

    path: str
    content: bytes
    rank: tuple[int, ...]
    sure: int


@dataclass
class Placing:
    """What became of the search; `unread`: exercises for which a person has to choose, with the reason."""

    notes: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)


def place(files: dict[str, bytes], problems: Mapping[str, str], course: Course, wanted: Iterable[Exercise]) -> Placing:
    """Move each exercise's file to where the grader looks for it, if it lies elsewhere or is called a little otherwise.

    One that is there stays, unless it is the untouched stub and another one is not. Where several fit equally and
    differ, none is taken.
    """
    placing = Placing()
    candidates = _candidates(files, course)
    for exercise in wanted:
        mine = candidates.get(exercise.key, [])
        if exercise.file in problems and exercise.file not in files:
            placing.found.add(exercise.key)
        elif mine:
            _choose(exercise, mine, files, course, placing)
    return placing


def _candidates(files: Mapping[str, bytes], course: Course) -> dict[str, list[PossibleFile]]:
    found: dict[str, list[PossibleFile]] = {}
    nameless: list[str] = []
    for path in sorted(files):
        if (named := exercise_named(path, course)) is not None:
            exercise, sure = named
            found.setdefault(exercise.key, []).append(_candidate(path, files[path], exercise, sure, course))
        elif path.endswith((".py", ".txt")) and not is_ours(path) and "test" not in spelled(path.rpartition("/")[2]):
            nameless.append(path)
    for path in nameless[:_MOST_PARSED]:
        text = _text(files[path])
        for exercise in exercises_defined(text, course):
            if exercise.key not in found or all(one.sure >= AFFIX for one in found[exercise.key]):
                stem = f"_{spelled(PurePosixPath(path).stem)}_"
                sure = AFFIX if f"_{exercise.name}_" in stem else CONTENT
                found.setdefault(exercise.key, []).append(_candidate(path, files[path], exercise, sure, course))
    return found


def _candidate(path: str, content: bytes, exercise: Exercise, sure: int, course: Course) -> PossibleFile:
    aside = not _SET_ASIDE.isdisjoint(spelled(part) for part in path.split("/")[:-1])
    around = unit_around(path, course)
    elsewhere = 0 if around == exercise.unit else 1
    rank = (0,) if path == exercise.file else (1, aside, sure, elsewhere if sure == EXACT else 0)
    return PossibleFile(path, content, rank, sure)


def _choose(
    exercise: Exercise, candidates: list[PossibleFile], files: dict[str, bytes], course: Course, placing: Placing
) -> None:
    placing.found.add(exercise.key)
    written = [one for one in candidates if not is_stub(one.content, exercise)] or candidates
    best = min(one.rank for one in written)
    first, *others = [one for one in written if one.rank == best]
    if differing := [one for one in others if not _same(one.content, first.content)]:
        placing.unread[exercise.key] = (
            f"{exercise.file}: {_listed([first, *differing])} differ, and nothing says which one counts; keep one"
        )
        return
    if first.path != exercise.file:
        files[exercise.file] = files.pop(first.path) if first.sure < AFFIX else files[first.path]
        placing.notes.append(_HOW[first.sure < AFFIX].format(path=printable(first.path), file=exercise.file))
        _bring_helpers(first.path, exercise, files, course)
    left = [one for one in written if one.rank != best and not _same(one.content, first.content) and one.sure < AFFIX]
    if left:
        placing.notes.append(f"{_listed(left)} was left out: {printable(first.path)} counts")


def _bring_helpers(path: str, exercise: Exercise, files: dict[str, bytes], course: Course) -> None:
    """Put the modules that lay beside a file beside it again."""
    folder = path.rpartition("/")[0]
    for other in sorted(files):
        beside, _, name = other.rpartition("/")
        target = f"{exercise.unit}/{name}"
        if beside == folder and name.endswith(".py") and target not in files and not exercise_named(other, course):
            files[target] = files[other]


def _listed(candidates: list[PossibleFile]) -> str:
    names = [printable(one.path) for one in candidates]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def is_stub(content: bytes, exercise: Exercise) -> bool:
    """Whether a file is the exercise as it was given out."""
    try:
        return _same(exercise.stub.read_bytes(), content)
    except OSError:
        return False


def _same(one: bytes, other: bytes) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(content: bytes) -> bytes:
    lines = content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return b"\n".join(line.rstrip() for line in lines).strip()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").removeprefix("\ufeff") if len(content) < 200_000 else ""


def as_utf8(content: bytes) -> bytes | None:
    """The file in UTF-8 where it was saved as UTF-16, as some Windows programs do; None for any other."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return None
