"""What coming late costs in nbgrader: by the course's rule where there is one, else by nbgrader's own plugin."""

from datetime import datetime

import pytest
from classroom import filled, hand_in, new_class, released, run, solution

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook

from grader.gradebook.store import late_penalties

PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin


class HalfAPoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5
"""


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_plugin_takes_points_off_what_came_late_and_grading_without_a_rule_leaves_them_off(tmp_path, course):
    folder = new_class(tmp_path / "class", course, "process")
    book = f"sqlite:///{folder}/gradebook.db"
    (folder / "half_a_point.py").write_text(PLUGIN)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write('\nc.AssignLatePenalties.plugin_class = "half_a_point.HalfAPoint"\n')
    with Gradebook(book) as gradebook:
        gradebook.update_or_create_assignment("process", duedate=datetime(2026, 10, 1, 12))
    for student, at in (("late", "2026-10-01 12:00:01 UTC"), ("early", "2026-10-01 11:59:59 UTC")):
        right = filled(released(folder, "process"), {"wait_for_child": solution("process", "wait_for_child")})
        hand_in(folder, student, "process", right)
        hand_in(folder, student, "process", at.encode(), "timestamp.txt")
    run(folder, "nbgrader", "autograde", "process", PYTHONPATH=str(folder))
    assert late_penalties(book) == {("late", "process"): 0.5}
    run(course, "grader", "grade", str(folder / "submitted"), "--gradebook", book)
    with Gradebook(book) as gradebook:
        found = {
            one.student.id: (one.score, one.late_submission_penalty)
            for one in gradebook.assignment_submissions("process")
        }
    assert found == {"late": (3.0, 0.5), "early": (3.0, 0.0)}


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_courses_rule_costs_the_same_in_nbgrader_as_in_grader_grade(tmp_path, course):
    contents = course / "exercises" / "course.toml"
    deadline = 'name = "process"\ndeadline = 2026-10-01T12:00:00Z'
    rules = "late = { per_day = 0.1, at_most = 0.5 }\n"
    contents.write_text(rules + contents.read_text().replace('name = "process"', deadline, 1))
    folder = new_class(tmp_path / "class", course, "process")
    book = f"sqlite:///{folder}/gradebook.db"
    assert due_date(book) == datetime(2026, 10, 1, 12)
    for student, at in (("late", "2026-10-02 12:00:01 UTC"), ("early", "2026-10-01 12:00:00 UTC")):
        right = filled(released(folder, "process"), {"wait_for_child": solution("process", "wait_for_child")})
        hand_in(folder, student, "process", right)
        hand_in(folder, student, "process", at.encode(), "timestamp.txt")
    said = run(folder, "nbgrader", "autograde", "process")
    assert "process was handed in 2 days late" in said
    by_nbgrader = late_penalties(book)
    assert by_nbgrader == {("late", "process"): pytest.approx(0.6)}
    run(course, "grader", "grade", str(folder / "submitted"), "--gradebook", book)
    assert late_penalties(book) == by_nbgrader

    hand_in(folder, "late", "process", b"2026-10-01 11:00:00 UTC", "timestamp.txt")
    run(folder, "nbgrader", "autograde", "process", "--force")
    assert late_penalties(book) == {}, "what is not late any more costs nothing any more"

    with Gradebook(book) as gradebook:
        gradebook.update_or_create_assignment("process", duedate=datetime(2026, 11, 1))
    new_class(folder, course)
    assert due_date(book) == datetime(2026, 11, 1), "a due date that the instructor has changed stays"


def due_date(book: str) -> datetime | None:
    """When the assignment is due as nbgrader has it: in UTC, without a zone."""
    with Gradebook(book) as gradebook:
        return gradebook.find_assignment("process").duedate
