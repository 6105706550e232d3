"""Where each student's submission lies, and what the place says of it: the platform's id, attempt, time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.course.contents import Course, Exercise


@dataclass(frozen=True)
class HandInPlace:
    """A folder or archive that was handed in, or a part of one.

    `unit` is set where it is a single unit's folder, as in nbgrader's submitted/STUDENT/ASSIGNMENT; `attempt` where the
    student has handed in several: its name. `members` are the files of a shared folder that are the student's, each
    with the name that it was handed in under; `contents` is what lies `inside` an archive that holds a whole class.
    """

    path: Path
    unit: str | None = None
    attempt: str = ""
    members: tuple[tuple[str, str], ...] = ()
    inside: str = ""
    contents: Mapping[str, bytes] | None = field(default=None, compare=False, repr=False)

    def shown(self) -> str:
        """Its name for a person."""
        if self.members:
            first, more = self.members[0][0], len(self.members) - 1
            return f"{first} and {more} more" if more else first
        return f"{self.path.name}/{self.inside}".rstrip("/") if self.inside else self.path.name


@dataclass(frozen=True)
class HandedIn:
    """Where a student's submission lies: one place, several of one unit each, or several that make one (`together`).

    `attempt`: which of several it is. `platform` and `ids` are what the learning platform calls the student; `at` and
    `late` its own time and mark. `notes` say how the place was read, where that is not plain; `refused` why it cannot
    be.
    """

    student: str
    places: tuple[HandInPlace, ...]
    attempt: str = ""
    platform: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    late: bool = False
    notes: tuple[str, ...] = ()
    together: bool = False
    refused: str = ""

    def exercises(self, course: Course) -> tuple[Exercise, ...]:
        """The exercises that it is graded for: all, or those of the units that were handed in one by one."""
        units = {place.unit for place in self.places}
        return tuple(exercise for exercise in course.exercises if None in units or exercise.unit in units)
