"""`nbgrader autograde` and `grader grade` read the same hand-ins alike: files, archives, notebooks in folders."""

import io
import json
import zipfile

import pytest
from classroom import new_class, run, small_course, solution

from grader.gradebook.store import scores

TWO = solution("fork", "two_returns").encode()


def zipped(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, TWO)
    return out.getvalue()


def notebook(name="two_returns.py"):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": f"%%writefile {name}\n{TWO.decode()}"}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


HANDED_IN = {
    "flat": {"two_returns.py": TWO},
    "copied": {"two_returns (1).py": TWO},
    "zipped": {"hw.zip": zipped("fork/two_returns.py")},
    "below": {"work/fork.ipynb": notebook()},
    "colab": {"fork.ipynb": notebook("/content/two_returns.py")},
    "json": {"fork.ipynb.json": notebook()},
    "report": {"report.pdf": b"%PDF"},
    "twice": {"a/two_returns.py": TWO, "b/two_returns.py": TWO + b"# other\n"},
}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_both_ways_read_alike(tmp_path):
    (tmp_path / "course").mkdir()
    course = small_course(tmp_path / "course", {"fork": ("two_returns",)})
    folder = new_class(tmp_path / "class", course, "fork")
    for student, files in HANDED_IN.items():
        for name, content in files.items():
            path = folder / "submitted" / student / "fork" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    run(folder, "nbgrader", "autograde", "fork")
    book = f"sqlite:///{folder}/gradebook.db"
    nbgraders = {one.student: one.score for one in scores(book)}
    run(course, "grader", "grade", str(folder / "submitted"), "--gradebook", book, "--json", "r.json", fails=True)
    results = json.loads((course / "r.json").read_text())["submissions"]
    ours = {one["student"]: one["score"] for one in results}
    assert nbgraders == ours == {**dict.fromkeys(HANDED_IN, 3.0), "report": None, "twice": None}
