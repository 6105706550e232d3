"""`nbgrader autograde` and `grader grade` on the same folder: score by score the same, in the same gradebook."""

import json

import pytest
from classroom import filled, grade_id, hand_in, released, run, solution, wrong

from grader.gradebook.store import scores

GARBAGE = b"not a notebook"


def changed_by_the_instructor(notebook):
    """One exercise gives other points, another is left out."""
    for cell in notebook["cells"]:
        if grade_id(cell) == "test_two_returns":
            cell["metadata"]["nbgrader"]["points"] = 12
    notebook["cells"] = [cell for cell in notebook["cells"] if grade_id(cell) not in ("own_copy", "test_own_copy")]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_both_ways_agree_on_what_was_not_handed_in_or_cannot_be_read(tmp_path, course):
    folder = tmp_path / "class"
    run(course, "grader", "course", "init", str(folder))
    source = folder / "source" / "fork" / "fork.ipynb"
    notebook = json.loads(source.read_text())
    changed_by_the_instructor(notebook)
    source.write_text(json.dumps(notebook))
    for unit in ("fork", "process"):
        run(folder, "nbgrader", "generate_assignment", unit)

    hand_in(folder, "only-fork", "fork", filled(released(folder, "fork"), {"two_returns": mistake()}))
    hand_in(folder, "fork-broken", "fork", GARBAGE)
    hand_in(folder, "fork-broken", "fork", b"", "course/course.toml")
    hand_in(folder, "fork-broken", "process", filled(released(folder, "process"), right("process", "wait_for_child")))
    hand_in(folder, "process-broken", "fork", filled(released(folder, "fork"), right("fork", "two_returns")))
    hand_in(folder, "process-broken", "process", GARBAGE)
    hand_in(folder, "all-broken", "fork", GARBAGE)
    hand_in(folder, "untouched", "process", released(folder, "process"))

    for unit in ("fork", "process"):
        run(folder, "nbgrader", "autograde", unit)
    found = table(folder / "gradebook.db")
    assert found == {
        ("only-fork", "two_returns"): (pytest.approx(8.0), 12.0),
        ("fork-broken", "two_returns"): (None, 12.0),
        ("fork-broken", "wait_for_child"): (3.0, 3.0),
        ("process-broken", "two_returns"): (12.0, 12.0),
        ("process-broken", "wait_for_child"): (None, 3.0),
        ("all-broken", "two_returns"): (None, 12.0),
        ("untouched", "wait_for_child"): (0.0, 3.0),
    }

    said = run(course, "grader", "grade", str(folder / "submitted"), "--gradebook", book(folder), fails=True)
    assert table(folder / "gradebook.db") == found
    # One with an exercise that has no score has no total; its other exercises keep theirs, as the table says.
    assert "2 of 5 submissions graded" in said and "no score for process/wait_for_child" in said
    for one in scores(book(folder)):
        assert one.needs_manual_grade == (one.auto_score is None) == ("is no notebook" in one.comment)


def mistake():
    return wrong("fork", "two_returns", "no_wait")


def right(unit, *names):
    return {name: solution(unit, name) for name in names}


def book(folder):
    return f"sqlite:///{folder}/gradebook.db"


def table(path):
    return {(one.student, one.exercise): (one.auto_score, one.max_score) for one in scores(f"sqlite:///{path}")}
