"""The hostile submissions, each with what its first lines say of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.course.submissions import Submission

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "submissions" / "hostile"
HOSTILE, HONEST = "fork/two_returns", "fork/own_copy"
"""The exercise that they attack, and the one beside it that is solved honestly."""


@dataclass(frozen=True)
class Hostile:
    """One of them: a file, or a folder where more than one file is needed."""

    path: Path
    facts: dict[str, str]

    @property
    def name(self) -> str:
        return self.path.stem

    def submission(self) -> Submission:
        files = {f"{HONEST}.py": (ROOT / "solutions" / f"{HONEST}.py").read_bytes()}
        if self.path.is_dir():
            found = (path for path in self.path.rglob("*") if path.is_file())
            files |= {path.relative_to(self.path).as_posix(): path.read_bytes() for path in found}
        else:
            files[f"{HOSTILE}.py"] = self.path.read_bytes()
        return Submission(self.name, files)


def all_hostile() -> list[Hostile]:
    found = (path for path in sorted(FOLDER.iterdir()) if path.suffix == ".py" or path.is_dir())
    return [Hostile(path, _facts(path)) for path in found if path.name != "__pycache__"]


def _facts(path: Path) -> dict[str, str]:
    text = (path / f"{HOSTILE}.py" if path.is_dir() else path).read_text(encoding="utf-8")
    head = [line[2:] for line in text.split("\n\n")[0].splitlines()]
    return dict(line.split(": ", 1) for line in head)
