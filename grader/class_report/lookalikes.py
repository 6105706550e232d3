"""Submissions that look alike: pairs of files that share what hardly anybody else has written.

copydetect (the `lookalikes` extra) reads a file as its tokens, names and layout left aside, and winnows fingerprints
from them (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Short exercises have few good solutions, so a likeness
counts only where it is rare: what is in the stub, or in many submissions, says nothing. It is a reason to look at two
files side by side, and no proof of anything.
"""

from __future__ import annotations

import io
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations

from grader.course.contents import Course, Exercise
from grader.course.reading_process import NotRead, ReadingProcess

_TOKENS = 25
"""Of how many characters of tokens a fingerprint is made: copydetect's own default."""
_WINDOW = 1
_FEW, _SHARE_OF_CLASS = 4, 0.05
"""Rare is what no more than so many students have, or such a part of the class if that is more."""
_LIKE = 0.8
"""Which part of the rare fingerprints of the one who has fewer of them both must have."""
_ENOUGH = 20
"""Of less than so many shared rare fingerprints nothing follows."""
_LONG = 60
"""From so many on, a likeness in a single exercise is told: a short one has few good solutions."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students, by name, and the exercises in which their files look alike: key to the part shared, 0 to 1."""

    one: str
    other: str
    exercises: dict[str, float]


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("copydetect") is not None


class LookAlikes:
    """What is kept of each file until the class is complete: its fingerprints, eight bytes each."""

    def __init__(self, course: Course, reading: ReadingProcess | None = None) -> None:
        self._reading = reading
        self._exercises = {exercise.file: exercise for exercise in course.exercises}
        self._found: dict[str, dict[str, array[int]]] = defaultdict(dict)

    def add(self, student: str, files: Mapping[str, bytes]) -> None:
        """Take the fingerprints of a student's files, by path; a second submission replaces the first."""
        mine = {path: content for path, content in files.items() if path in self._exercises}
        for path, found in self._compared(mine).items():
            self._found[self._exercises[path].key][student] = found

    def _compared(self, files: dict[str, bytes]) -> dict[str, array[int]]:
        if self._reading is None:
            return _all_fingerprints(files)
        try:
            return self._reading.call(_all_fingerprints, files)
        except NotRead:
            return {}

    def pairs(self) -> list[Pair]:
        """Return the pairs that look alike, most exercises first, without those alike in one short exercise only."""
        alike: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        long: set[tuple[str, str]] = set()
        for exercise in self._exercises.values():
            if exercise.key in self._found:
                for names, share, number in _in_exercise(exercise, self._found[exercise.key]):
                    alike[names][exercise.key] = share
                    if number >= _LONG:
                        long.add(names)
        found = [Pair(*names, exercises) for names, exercises in alike.items() if len(exercises) > 1 or names in long]
        return sorted(found, key=lambda pair: (-len(pair.exercises), pair.one, pair.other))


def _all_fingerprints(files: Mapping[str, bytes]) -> dict[str, array[int]]:
    return {
        path: array("q", sorted(fingerprints(content.decode("utf-8", errors="replace"))))
        for path, content in files.items()
    }


def fingerprints(text: str) -> set[int]:
    """copydetect's fingerprints of a Python text; none of what is too short."""
    from copydetect.detector import CodeFingerprint

    if not text.strip():
        return set()
    return {int(found) for found in CodeFingerprint("file.py", _TOKENS, _WINDOW, fp=io.StringIO(text)).hashes}


def _in_exercise(exercise: Exercise, found: dict[str, array[int]]) -> Iterable[tuple[tuple[str, str], float, int]]:
    stub = fingerprints(exercise.stub.read_text(encoding="utf-8")) if exercise.stub.is_file() else set()
    count = Counter(one for hashes in found.values() for one in hashes)
    most = max(_FEW, _SHARE_OF_CLASS * len(found))
    owners: dict[int, list[str]] = defaultdict(list)
    rare: Counter[str] = Counter()
    for student in sorted(found):
        for one in found[student]:
            if count[one] <= most and one not in stub:
                owners[one].append(student)
                rare[student] += 1
    shared = Counter(names for students in owners.values() for names in combinations(students, 2))
    for names, number in shared.items():
        share = number / min(rare[name] for name in names)
        if number >= _ENOUGH and share >= _LIKE:
            yield names, share, number
