"""A small course, its nbgrader folder, and submissions for it, handed in as students do: used by the tests here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from without_iris import without_iris

ROOT = Path(__file__).resolve().parents[3]
SMALL = {
    "fork": ("two_returns", "own_copy"),
    "process": ("wait_for_child",),
    "subclass": ("greeter",),
    "pool": ("ten_tasks",),
}


def small_course(folder: Path, wanted: Mapping[str, tuple[str, ...]] = SMALL) -> Path:
    """The course with a few exercises only: its own table of contents, everything else as it is."""
    contents = tomllib.loads((ROOT / "exercises" / "course.toml").read_text(encoding="utf-8"))
    lines = [f"title = {json.dumps(contents['title'])}"]
    for unit in contents["unit"]:
        if unit["name"] not in wanted:
            continue
        lines += ["[[unit]]", f"name = {json.dumps(unit['name'])}", f"title = {json.dumps(unit['title'])}"]
        for exercise in unit["exercise"]:
            if exercise["name"] in wanted[unit["name"]]:
                lines.append("[[unit.exercise]]")
                lines += [f"{key} = {_toml(value)}" for key, value in exercise.items()]
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    (folder / "exercises" / "course.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("solutions", "tests"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {json.dumps(text)}" for key, text in value.items()) + "}"
    return json.dumps(value)


def run(folder: Path, *command: str, fails: bool = False, **environment: str) -> str:
    """Run `python -m COMMAND...` in the folder; what it said. The exit code must be as foreseen."""
    bin_folder = str(Path(sys.executable).parent)
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=without_iris(**{"PATH": bin_folder + os.pathsep + os.environ["PATH"], **environment}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
    )
    assert (done.returncode != 0) == fails, done.stdout[-6000:]
    return done.stdout


def new_class(folder: Path, course: Path, *units: str, gradebook: str | None = None) -> Path:
    """An nbgrader course with these assignments generated."""
    more = ["--gradebook", gradebook] if gradebook else []
    run(course, "grader", "course", "init", str(folder), *more)
    for unit in units:
        run(folder, "nbgrader", "generate_assignment", unit)
    return folder


def solution(unit: str, name: str) -> str:
    return (ROOT / "solutions" / unit / f"{name}.py").read_text(encoding="utf-8")


def wrong(unit: str, name: str, mistake: str) -> str:
    return (ROOT / "tests" / "submissions" / "wrong" / unit / name / f"{mistake}.py").read_text(encoding="utf-8")


def released(folder: Path, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "release" / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))
    return found


def filled(notebook: dict[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    """The notebook with these solutions in its cells."""
    for cell in notebook["cells"]:
        name = grade_id(cell)
        if name in codes:
            cell["source"] = f"%%writefile {name}.py\n{codes[name]}"
    return notebook


def grade_id(cell: dict[str, Any]) -> str | None:
    found: str | None = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return found


def hand_in(folder: Path, student: str, unit: str, content: dict[str, Any] | bytes, name: str | None = None) -> None:
    path = folder / "submitted" / student / unit / (name or f"{unit}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
