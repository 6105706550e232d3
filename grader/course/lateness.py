"""What the course takes off for being late. What has no time is not late."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from grader.course.contents import Course, Unit
from grader.course.hand_ins import HandedIn
from grader.course.timestamps import handed_in_at

_DAY = timedelta(days=1)
_MOMENT = timedelta(seconds=1)
_MARKED = "the platform marks it late and does not say by how much: taken for one day"


@dataclass(frozen=True)
class Lateness:
    """Which part of a unit's points being late costs, 0 to 1, and the sentence that says so."""

    part: float
    reason: str


def lateness(handed: HandedIn, course: Course) -> Mapping[str, Lateness]:
    """What is late in a submission, by unit; empty where the course has no rule."""
    if course.late is None:
        return {}
    found = {}
    for place in handed.places:
        at = handed.at or handed_in_at(place.path)
        for unit in course.units:
            marked = at is None and handed.late and unit.deadline is not None
            time = unit.deadline + _MOMENT if marked and unit.deadline is not None else at
            if place.unit in (None, unit.name) and (one := unit_lateness(unit, time, course)) is not None:
                found[unit.name] = replace(one, reason=f"{one.reason} ({_MARKED})") if marked else one
    return found


def unit_lateness(unit: Unit, at: datetime | None, course: Course) -> Lateness | None:
    """What it costs that a unit was handed in at that time; None where it costs nothing, or where nobody knows."""
    if course.late is None or unit.deadline is None or at is None or at <= unit.deadline:
        return None
    days = math.ceil((at - unit.deadline) / _DAY)
    part = min(days * course.late.per_day, course.late.at_most)
    return Lateness(
        part,
        f"{unit.name} was handed in {days} day{'s' if days > 1 else ''} late (each day begun counts; the deadline was "
        f"{unit.deadline:%Y-%m-%d %H:%M %Z}): {part:.0%} less",
    )
