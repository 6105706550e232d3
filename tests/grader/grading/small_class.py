"""A course of one exercise, a class for it, and the grader's command over them: used by the tests here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
EXERCISE = "fork/two_returns"
PARTS = (
    f"solutions/{EXERCISE}.py",
    f"tests/scenarios/{EXERCISE}.py",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "scenarios").glob("*.py")),
    "tests/hidden/fork/test_two_returns.py",
)
SCENARIO = "from two_returns import fork_once\n\nfork_once(lambda: None, lambda pid: None)\n"
CONTENTS = """
title = "A course"
[[unit]]
name = "fork"
title = "fork"
[[unit.exercise]]
name = "two_returns"
title = "fork returns twice"
points = 3
"""


def small_course(folder: Path, hidden: str | None = None, rules: str = "") -> Path:
    """A course with the one exercise; `hidden` is the text of its hidden tests, if not the real ones (then the scenario
    is one that needs nothing of them), `rules` stand before it in the table of contents."""
    for file in PARTS:
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, target)
    if hidden is not None:
        (folder / "tests" / "hidden" / "fork" / "test_two_returns.py").write_text(hidden)
        (folder / "tests" / "scenarios" / f"{EXERCISE}.py").write_text(SCENARIO)
    (folder / "exercises").mkdir()
    (folder / "exercises" / "course.toml").write_text(f"{rules}\n{CONTENTS}")
    return folder


def small_class(folder: Path, students: int) -> Path:
    """Submissions of which no two are the same, right and wrong ones in turn."""
    samples = ROOT / "tests" / "submissions"
    right = sorted((samples / "right" / EXERCISE).glob("*.py"))
    wrong = sorted((samples / "wrong" / EXERCISE).glob("*.py"))
    for number in range(students):
        kind = wrong if number % 2 else right
        text = kind[number // 2 % len(kind)].read_text() + f"# student {number}\n"
        target = folder / f"student{number:02}" / f"{EXERCISE}.py"
        target.parent.mkdir(parents=True)
        target.write_text(text)
    return folder


def grade_command(course: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "grader", "grade", *map(str, arguments), "--course", str(course)]


def grade(course: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    cwd.mkdir(exist_ok=True)
    return subprocess.run(
        grade_command(course, *arguments), cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def results(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def told(said: str) -> list[str]:
    """Whose new results the grader has told of ("ann: 3 of 3", not "2 of 2 submissions graded.")."""
    lines = [line for line in said.splitlines() if " of " in line.partition(": ")[2] and not line.startswith("grader:")]
    return [line.partition(":")[0] for line in lines if not line.endswith("(as before)")]
