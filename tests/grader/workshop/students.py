"""A student's copy of the course, and the commands that a student types."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


_NOT_A_STUDENTS = ("NO_COLOR", "COLUMNS", "BROWSER", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""What the machine of the tests may set, and a student's does not."""


@dataclass(frozen=True)
class Student:
    """A folder as `grader release` makes it, as far as checks need it."""

    root: Path

    def file(self, key: str) -> Path:
        return self.root / "exercises" / f"{key}.py"

    def hand(self, key: str, text: str) -> None:
        """Put a program in the exercise's file."""
        self.file(key).write_text(text, encoding="utf-8")

    def solve(self, key: str) -> None:
        self.hand(key, (ROOT / "solutions" / f"{key}.py").read_text(encoding="utf-8"))

    def wrong(self, key: str, name: str) -> None:
        """Put the course's wrong sample in the exercise's file."""
        self.hand(key, (ROOT / "tests" / "submissions" / "wrong" / key / f"{name}.py").read_text(encoding="utf-8"))

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _NOT_A_STUDENTS}
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        kept["PYTHONPATH"] = os.environ.get("PYTHONPATH") or path
        return {**kept, "PYTHONIOENCODING": "utf-8", **more}

    def types(self, *words: str, input: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `grader WORDS` in the folder, through pipes."""
        return subprocess.run(
            [sys.executable, "-m", "grader", *words],
            cwd=self.root,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            input=input,
            check=False,
            timeout=300,
        )


def copy_of_the_course(root: Path) -> Student:
    """What a student has, in the folder `root`, which must not be there yet."""
    for folder in ("exercises", "tests/visible", "tests/scenarios"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for stub in (root / "exercises").rglob("*.py"):
        kept = root / ".grader" / "stubs" / stub.relative_to(root / "exercises")
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(stub, kept)
    return Student(root)
