"""Notebook solutions score the same under every Python; stock nbgrader gives a right `os.fork()` nothing on 3.12."""

import os

import pytest
from classroom import filled, hand_in, new_class, released, run, solution

from grader.gradebook.store import scores

PYTHONS = [path for path in os.environ.get("GRADER_TEST_PYTHONS", "").split(os.pathsep) if path]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    not PYTHONS, reason="needs GRADER_TEST_PYTHONS: interpreters with the grader[instructor] installed, by colons"
)
def test_scores_are_the_same_under_every_python(tmp_path, course, monkeypatch):
    found = {}
    for number, python in enumerate(PYTHONS):
        monkeypatch.setattr("sys.executable", python)
        folder = new_class(tmp_path / str(number), course, "fork", "process", "subclass", "pool")
        for unit, names in (
            ("fork", ("two_returns", "own_copy")),
            ("process", ("wait_for_child",)),
            ("subclass", ("greeter",)),
            ("pool", ("ten_tasks",)),
        ):
            codes = {name: solution(unit, name) for name in names}
            hand_in(folder, "ann", unit, filled(released(folder, unit), codes))
            run(folder, "nbgrader", "autograde", unit)
        table = scores(f"sqlite:///{folder}/gradebook.db")
        found[python] = {one.exercise: (one.auto_score, one.max_score) for one in table}
    for table in found.values():
        assert len(table) == 5
        assert all(score == most for score, most in table.values()), table
