"""A small course of two units for what students hand in."""

import pytest

from grader.course.contents import Course, Exercise, Unit


@pytest.fixture
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    units = {"fork": ("two_returns", "own_copy"), "pool": ("ten_tasks",)}
    for unit in units:
        (root / "exercises" / unit).mkdir(parents=True)
    (root / "exercises" / "fork" / "two_returns.py").write_text("raise NotImplementedError()\n")
    return Course(
        "A course",
        root,
        tuple(
            Unit(unit, unit, tuple(Exercise(unit, name, name, 1, (), root) for name in names))
            for unit, names in units.items()
        ),
    )
