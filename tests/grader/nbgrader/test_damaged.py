"""Notebooks in every state that students leave them in: each exercise gets what it deserves, or the reason why not."""

import copy
import json

import nbformat
import pytest
from classroom import filled, grade_id, hand_in, new_class, released, run, solution, wrong

from grader.gradebook.store import scores

FULL = (3.0, 3.0)
UNREADABLE = (None, None)


def cells_deleted(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if not str(grade_id(cell)).startswith("test_")]


def exercise_deleted(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if grade_id(cell) not in ("own_copy", "test_own_copy")]


def cells_copied(notebook):
    number = next(n for n, cell in enumerate(notebook["cells"]) if grade_id(cell) == "two_returns")
    before = copy.deepcopy(notebook["cells"][number])
    before["source"] = "%%writefile two_returns.py\n" + wrong("fork", "two_returns", "no_wait")
    notebook["cells"] = [before, *notebook["cells"], *[c for c in notebook["cells"] if grade_id(c) == "test_own_copy"]]


def cells_renamed(notebook):
    for number, cell in enumerate(notebook["cells"]):
        if grade_id(cell):
            cell["metadata"]["nbgrader"]["grade_id"] = f"cell-{number}"


def cells_retyped(notebook):
    for cell in notebook["cells"]:
        if grade_id(cell):
            cell["cell_type"] = "raw" if str(grade_id(cell)).startswith("test_") else "markdown"
            cell.pop("outputs")
            cell.pop("execution_count")


def metadata_changed(notebook):
    for cell in notebook["cells"]:
        if grade_id(cell):
            cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "schema_version": 99, "grade": True}
            cell["metadata"]["nbgrader"]["solution"] = not str(grade_id(cell)).startswith("test_")


def metadata_lost(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def metadata_absurd(notebook):
    notebook["metadata"] = ["?"]
    for number, cell in enumerate(notebook["cells"]):
        if not grade_id(cell):
            cell["metadata"] = [None, {"nbgrader": 7}, {"nbgrader": {"grade_id": 3}}, "x"][number % 4]
    notebook["cells"] += [None, 7, {"cell_type": "code"}, {"cell_type": "code", "source": {"a": 1}, "metadata": {}}]


def outputs_forged(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            data = {"text/plain": "3.0"}
            cell["outputs"] = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}]


def cells_rewritten(notebook):
    for cell in notebook["cells"]:
        if str(grade_id(cell)).startswith("test_"):
            cell["source"] = "# grader: fork/own_copy\n3.0"


def helpers_elsewhere(notebook):
    code = solution("fork", "two_returns").replace("import os\n", "").replace("os._exit(0)", "leave()")
    filled(notebook, {"two_returns": code})
    helper = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].insert(2, helper | {"source": "import os, time\n%time 1\ndef leave():\n    os._exit(0)"})


def with_magics(notebook):
    for cell in notebook["cells"]:
        if grade_id(cell) == "two_returns":
            cell["source"] = "%matplotlib inline\n# mine\n" + cell["source"] + "\n!ls\n%time fork_once"
        if grade_id(cell) == "own_copy":
            cell["source"] = cell["source"].partition("\n")[2]


def syntax_error(notebook):
    filled(notebook, {"two_returns": "def fork_once(in_child, in_parent)\n    pass"})


def of_version_three(notebook):
    three = nbformat.convert(nbformat.reads(json.dumps(notebook), 4), 3)
    notebook.clear()
    notebook.update(json.loads(json.dumps(three)))


DAMAGES = {
    "whole": (lambda notebook: None, FULL),
    "cells-deleted": (cells_deleted, FULL),
    "exercise-deleted": (exercise_deleted, (3.0, 0.0)),
    "cells-copied": (cells_copied, FULL),
    "cells-renamed": (cells_renamed, FULL),
    "cells-retyped": (cells_retyped, FULL),
    "metadata-changed": (metadata_changed, FULL),
    "metadata-lost": (metadata_lost, FULL),
    "metadata-absurd": (metadata_absurd, FULL),
    "helpers-elsewhere": (helpers_elsewhere, FULL),
    "with-magics": (with_magics, FULL),
    "syntax-error": (syntax_error, (0.0, 3.0)),
    "version-three": (of_version_three, FULL),
}
CHEATS = {"outputs-forged": outputs_forged, "cells-rewritten": cells_rewritten}
BYTES = {
    "not-a-notebook": b"PK\x03\x04 this is a zip",
    "empty": b"",
    "cut-off": b'{"cells": [{"cell_type": "code", "so',
}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_damaged_notebook_gets_its_verdict_both_ways(tmp_path, course):
    folder = new_class(tmp_path / "class", course, "fork")
    right = {name: solution("fork", name) for name in ("two_returns", "own_copy")}
    expected = {name: verdict for name, (_, verdict) in DAMAGES.items()}
    for name, (damage, _) in DAMAGES.items():
        notebook = filled(released(folder, "fork"), right)
        damage(notebook)
        hand_in(folder, name, "fork", notebook)
    for name, damage in CHEATS.items():
        notebook = released(folder, "fork")
        damage(notebook)
        hand_in(folder, name, "fork", notebook)
        expected[name] = (0.0, 0.0)
    for name, content in BYTES.items():
        hand_in(folder, name, "fork", content)
        expected[name] = UNREADABLE
    hand_in(folder, "file-renamed", "fork", filled(released(folder, "fork"), right), "fork (1)-Copy1.ipynb")
    expected["file-renamed"] = FULL

    run(folder, "nbgrader", "autograde", "fork")

    assert table(folder / "gradebook.db") == expected
    for score in scores(f"sqlite:///{folder / 'gradebook.db'}"):
        assert score.needs_manual_grade == (score.student in BYTES)
        assert "course version" in score.comment
        if score.student in BYTES:
            assert "unreadable" in score.comment and "hand it in again" in score.comment
    for student in expected:
        assert (folder / "autograded" / student / "fork" / "fork.ipynb").is_file()

    run(
        course,
        "grader",
        "grade",
        str(folder / "submitted"),
        "--gradebook",
        f"sqlite:///{tmp_path}/other.db",
        fails=True,
    )
    assert table(tmp_path / "other.db") == expected


def table(path):
    found = {}
    for score in scores(f"sqlite:///{path}"):
        if score.unit == "fork":
            found.setdefault(score.student, {})[score.exercise] = score.auto_score
    return {student: (one.get("two_returns"), one.get("own_copy")) for student, one in found.items()}
