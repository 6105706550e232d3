"""Which of a student's several attempts there are, and which one counts."""

from __future__ import annotations

import os

from grader.course.archives import is_archive
from grader.course.contents import Course
from grader.course.evidence import COLLECTED, Evidence
from grader.course.hand_ins import HandInPlace
from grader.course.intake import passed_over, printable
from grader.course.listing import Node
from grader.course.names import as_people_count, is_notebook, number_of_attempt
from grader.course.timestamps import handed_in_at


def attempts_of(place: HandInPlace, course: Course) -> list[HandInPlace]:
    """Return what is a submission of its own in a student's folder, the earliest first; the folder itself where nothing
    is."""
    folder = place.path
    units = frozenset(unit.name for unit in course.units)
    whole = place.unit is not None or place.contents is not None or folder.parent.name == COLLECTED
    if whole or not folder.is_dir() or folder.is_symlink() or _is_submission(folder, units):
        return [place]
    try:
        with os.scandir(folder) as found:
            attempts = [
                HandInPlace(folder / entry.name, attempt=entry.name)
                for entry in found
                if not passed_over(entry.name)
                and (
                    (entry.is_file(follow_symlinks=False) and is_archive(entry.name))
                    or (entry.is_dir(follow_symlinks=False) and _is_submission(folder / entry.name, units))
                )
            ]
    except OSError:
        return [place]
    times = {attempt: handed_in_at(attempt.path) for attempt in attempts}
    if all(times.values()):
        attempts.sort(key=lambda attempt: (times[attempt], as_people_count(attempt.attempt)))
    else:
        attempts.sort(key=lambda attempt: as_people_count(attempt.attempt))
    return attempts if len(attempts) > 1 else [place]


def _is_submission(folder: os.PathLike[str], units: frozenset[str]) -> bool:
    """Whether unit folders, notebooks or a copy of exercises/ lie in a folder."""
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    return "exercises" in names or not units.isdisjoint(names) or any(map(is_notebook, names))


def latest_attempt(node: Node, evidence: Evidence) -> tuple[Node, str] | None:
    """The latest of the numbered attempts ("Version 1", "Version 2") that a student's folder consists of, and what to
    say; None where it is no such folder."""
    while len(node.folders) == 1 and not node.archive and not evidence.parts(node).files:
        node = next(iter(node.folders.values()))
    parts = evidence.parts(node)
    numbered = {one.name: number_of_attempt(one.called) for one in parts.others}
    if parts.files or parts.units or parts.persons or len(numbered) < 2 or None in numbered.values():
        return None
    if not evidence.overlap(parts.others):
        return None
    latest = max(parts.others, key=lambda one: numbered[one.name] or 0)
    return latest, f"{printable(latest.name)} is the latest of {len(numbered)} attempts, and counts"
