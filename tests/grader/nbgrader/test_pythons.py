"""Notebook solutions score the same under every Python; stock nbgrader gives a right `os.fork()` nothing on 3.12."""

import pytest
from classroom import filled, hand_in, new_class, released, run, solution, wrong
from pythons import Missing, python_with_grader

from grader.gradebook.store import scores

NOTEBOOKS = {
    "fork": {
        "two_returns": wrong("fork", "two_returns", "no_wait"),
        "own_copy": solution("fork", "own_copy"),
    },
    "process": {"wait_for_child": solution("process", "wait_for_child")},
    "subclass": {"greeter": solution("subclass", "greeter")},
    "pool": {"ten_tasks": solution("pool", "ten_tasks")},
}
SCORES = {"two_returns": 2.0, "own_copy": 3.0, "wait_for_child": 3.0, "greeter": 3.0, "ten_tasks": 3.0}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_scores_are_the_same_under_every_python(tmp_path, course, monkeypatch, version):
    try:
        python = python_with_grader(version)
    except Missing as missing:
        pytest.skip(str(missing))
    monkeypatch.setattr("sys.executable", python)
    folder = new_class(tmp_path / "class", course, *NOTEBOOKS)
    for unit, codes in NOTEBOOKS.items():
        hand_in(folder, "ann", unit, filled(released(folder, unit), codes))
        run(folder, "nbgrader", "autograde", unit)
    assert {one.exercise: one.auto_score for one in scores(f"sqlite:///{folder}/gradebook.db")} == SCORES
