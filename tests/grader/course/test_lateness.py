"""What being late costs: the deadline's own moment, each day begun, the most, and what has no time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course.contents import Course, LateRule, Unit
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.lateness import lateness, unit_lateness

DEADLINE = datetime(2026, 10, 1, 10, tzinfo=UTC)
FORK, POOL, FREE = (
    Unit("fork", "", (), DEADLINE),
    Unit("pool", "", (), DEADLINE + timedelta(days=2)),
    Unit("end", "", ()),
)
COURSE = Course("", Path(), (FORK, POOL, FREE), late=LateRule(per_day=0.1, at_most=0.25))
MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (-DAY, None),
        (timedelta(), None),
        (MOMENT, 0.1),
        (DAY, 0.1),
        (DAY + MOMENT, 0.2),
        (2 * DAY, 0.2),
        (9 * DAY, 0.25),
    ],
)
def test_each_day_begun_costs_up_to_the_most(after: timedelta, part: float | None) -> None:
    found = unit_lateness(FORK, DEADLINE + after, COURSE)
    assert (None if found is None else found.part) == part


def test_nothing_is_late_without_a_rule_a_deadline_or_a_time() -> None:
    late = DEADLINE + DAY
    assert unit_lateness(FORK, late, Course("", Path(), (FORK,))) is None
    assert unit_lateness(FREE, late, COURSE) is None
    assert unit_lateness(FORK, None, COURSE) is None
    assert lateness(HandedIn("ann", (HandInPlace(Path()),), at=late), Course("", Path(), (FORK,))) == {}


def test_the_reason_says_the_days_the_deadline_and_the_part() -> None:
    one, two = unit_lateness(FORK, DEADLINE + DAY, COURSE), unit_lateness(FORK, DEADLINE + 2 * DAY, COURSE)
    assert one is not None and two is not None
    assert one.reason == (
        "fork was handed in 1 day late (each day begun counts; the deadline was 2026-10-01 10:00 UTC): 10% less"
    )
    assert "2 days late" in two.reason and "20% less" in two.reason


def test_a_whole_course_handed_in_is_late_by_unit() -> None:
    found = lateness(HandedIn("ann", (HandInPlace(Path()),), at=DEADLINE + DAY), COURSE)
    assert {unit: one.part for unit, one in found.items()} == {"fork": 0.1}


def test_a_units_own_folder_is_late_for_that_unit_only() -> None:
    at = DEADLINE + 4 * DAY
    assert set(lateness(HandedIn("ann", (HandInPlace(Path(), "pool"),), at=at), COURSE)) == {"pool"}
    both = HandedIn("ann", (HandInPlace(Path(), "pool"), HandInPlace(Path(), "fork")), at=at)
    assert set(lateness(both, COURSE)) == {"pool", "fork"}


def test_the_time_beside_the_folder_counts_where_the_platform_has_none(tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").write_text("2026-10-02 09:00:00 UTC\n")
    place = (HandInPlace(tmp_path),)
    assert set(lateness(HandedIn("ann", place), COURSE)) == {"fork"}
    assert lateness(HandedIn("ann", place, at=DEADLINE), COURSE) == {}
    assert "marks it late" not in lateness(HandedIn("ann", place, late=True), COURSE)["fork"].reason


def test_the_platforms_mark_without_a_time_is_one_day() -> None:
    found = lateness(HandedIn("ann", (HandInPlace(Path()),), late=True), COURSE)
    assert {unit: one.part for unit, one in found.items()} == {"fork": 0.1, "pool": 0.1}
    assert found["fork"].reason.endswith(
        ": 10% less (the platform marks it late and does not say by how much: taken for one day)"
    )
    timed = lateness(HandedIn("ann", (HandInPlace(Path()),), at=DEADLINE + DAY, late=True), COURSE)
    assert "marks it late" not in timed["fork"].reason
    assert lateness(HandedIn("ann", (HandInPlace(Path()),)), COURSE) == {}
