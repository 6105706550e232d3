"""The course's deadlines as nbgrader's due dates, which the formgrader and `nbgrader collect` know."""

from __future__ import annotations

from grader.course.contents import Course
from grader.gradebook.database import writing


def write_deadlines(url: str, course: Course) -> None:
    """Give each unit's assignment its deadline as due date, where it has none; the gradebook is made if need be.

    Raises GradebookError if the gradebook cannot be used.
    """
    with writing(url) as gradebook:
        from nbgrader.api import MissingEntry

        for unit in course.units:
            if unit.deadline is None:
                continue
            try:
                known = gradebook.find_assignment(unit.name).duedate
            except MissingEntry:
                known = None
            if known is None:
                gradebook.update_or_create_assignment(unit.name, duedate=unit.deadline)
