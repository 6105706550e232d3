"""A notebook is put in order from whatever is left of it."""

import json

import nbformat
import pytest

from grader.gradebook.known import KnownCell
from grader.notebooks.repair import repaired


def known(name, **roles):
    fields = {"locked": False, "checksum": "c", "grade": False, "solution": True, "task": False, "points": None}
    return KnownCell(name, "code", f"# {name} as it was", **{**fields, **roles})


KNOWN = (known("a"), known("test_a", locked=True, grade=True, solution=False, points=2.0))


def cell(source, name=None, kind="code", **metadata):
    nbgrader = {"nbgrader": {"grade_id": name, **metadata}} if name else {}
    return {"cell_type": kind, "source": source, "metadata": nbgrader}


def names(notebook):
    return [one.metadata.get("nbgrader", {}).get("grade_id") for one in notebook.cells]


def repair(*cells, **more):
    found = repaired(json.dumps({"cells": list(cells), "metadata": {}, **more}).encode(), KNOWN)
    nbformat.validate(found)
    return found


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"[]", b"7", b'{"cells": 3}', b"[" * 100_000])
def test_of_nothing_every_known_cell_comes_back(content):
    found = repaired(content, KNOWN)
    nbformat.validate(found)
    assert names(found) == ["a", "test_a"]
    assert found.cells[1].source == "# test_a as it was"


def test_the_last_of_several_is_the_one():
    found = repair(cell("first", "a"), cell("text", kind="markdown"), cell("last", "a"), cell("x", "test_a"))
    assert names(found) == [None, None, "a", "test_a"]


def test_types_points_and_locked_text_are_as_they_were():
    found = repair(cell("mine", "a", "markdown"), cell("3.0", "test_a", "raw", points=1000, locked=False))
    assert [one.cell_type for one in found.cells] == ["code", "code"]
    assert found.cells[0].source == "mine" and found.cells[1].source == "# test_a as it was"
    assert found.cells[1].metadata.nbgrader.points == 2.0 and found.cells[1].metadata.nbgrader.locked


def test_a_solution_without_a_name_is_known_by_its_file():
    found = repair(cell("intro", kind="markdown"), cell("%%writefile a.py\nx = 1"), cell("check()"))
    assert names(found) == [None, "a", "test_a", None]


def test_what_the_student_added_stays_in_its_place():
    found = repair(cell("mine"), cell("x", "a"), cell("mine, too", "unknown", kind="markdown"))
    assert [one.source for one in found.cells] == ["mine", "x", "# test_a as it was", "mine, too"]


def test_text_that_no_file_can_hold_is_spelled_out():
    assert repair(cell("\ud800", "a")).cells[0].source == "\\ud800"
