"""What may come in: which names and sizes a submission may have, the same for folders, archives and notebooks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

MB = 1_000_000

_SYSTEMS_LEAVE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_EDITORS_LEAVE = (".git", ".hg", ".svn", ".venv", ".idea", ".vscode", ".ipynb_checkpoints", "node_modules")
_PYTHON_LEAVES = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "venv", "site-packages", ".tox", ".nox")
NOBODY_NEEDS = frozenset((*_SYSTEMS_LEAVE, *_EDITORS_LEAVE, *_PYTHON_LEAVES))
"""Files and folders that are left behind by the way: passed over without a word."""

_TOOLS_READ = frozenset(("conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.ini"))
"""Files that would speak to Python or pytest and not to the student's own code."""


@dataclass(frozen=True)
class HandInLimits:
    """How much one submission may be. What is beyond is refused: the file where it is one file's fault, else all."""

    archive_bytes: int = 16 * MB
    unpacked_bytes: int = 64 * MB
    """What an archive may claim to hold, also what is passed over."""
    total_bytes: int = 32 * MB
    file_bytes: int = 8 * MB
    carried_bytes: int = 8 * MB
    """What goes on to be graded of one submission: its exercises first, then its smaller files before larger ones."""
    python_bytes: int = MB // 5
    """A Python file that is parsed outside the sandbox."""
    ratio: int = 200
    """How many times larger than in the archive something may be, once it is a megabyte."""
    files: int = 2_000
    entries: int = 10_000
    """Everything that is named, also folders and what is passed over."""
    depth: int = 16
    path_bytes: int = 1_000
    name_bytes: int = 255
    problems: int = 100
    """How many refused paths are listed by name."""


ONE_HAND_IN = HandInLimits()
WHOLE_CLASS = HandInLimits(
    archive_bytes=256 * MB, unpacked_bytes=1024 * MB, total_bytes=512 * MB, files=50_000, entries=200_000, depth=20
)
"""What one archive with a whole class in it may be; what each student handed in has the limits of one submission."""


class Unreadable(Exception):
    """A submission of which nothing can be read: the student's sentence, with what to do."""


@dataclass
class Intake:
    """What has come in so far; belongs to the one call that fills it."""

    limits: HandInLimits
    files: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    entries: int = 0
    total: int = 0

    def admit(self, raw: str) -> str | None:
        """The relative POSIX path that a name stands for; None if it is refused (with a problem) or passed over.

        Raises Unreadable where too much has been named.
        """
        self.entries += 1
        if self.entries > self.limits.entries:
            raise Unreadable(
                f"it holds more than {self.limits.entries:,} files and folders; "
                "hand in your .py files or notebooks only"
            )
        try:
            path = clean_path(raw, self.limits)
        except ValueError as error:
            self.refuse(raw, str(error))
            return None
        *folders, name = path.split("/")
        if name.startswith("._") or not NOBODY_NEEDS.isdisjoint((*folders, name)):
            return None
        if name in _TOOLS_READ or name.endswith(".pth"):
            self.refuse(path, "is left out: the grader takes no settings from a submission")
            return None
        return path

    def refuse(self, raw: str, reason: str) -> None:
        """Leave a path out, and say why."""
        if len(self.problems) < self.limits.problems:
            self.problems[printable(raw) or "(no name)"] = reason
        else:
            self.problems["…"] = "more paths like these are left out"

    def fits(self, path: str, size: int) -> bool:
        """Whether a file of that size may come in; if not, it is refused."""
        if size <= self.limits.file_bytes:
            return True
        self.refuse(path, f"is larger than {megabytes(self.limits.file_bytes)}; hand in a smaller file")
        return False

    def take(self, path: str, content: bytes) -> None:
        """Let a file in, under a path that was admitted. The last of several of one path counts.

        Raises Unreadable where it makes too many or too much.
        """
        if not self.fits(path, len(content)):
            return
        if path in self.files:
            self.refuse(path, "is there more than once; the last one counts")
            self.total -= len(self.files[path])
        self.files[path] = content
        self.total += len(content)
        if len(self.files) > self.limits.files:
            raise Unreadable(
                f"it holds more than {self.limits.files:,} files; hand in your .py files or notebooks only"
            )
        if self.total > self.limits.total_bytes:
            raise Unreadable(
                f"its files are larger than {megabytes(self.limits.total_bytes)} together; "
                "hand in your .py files or notebooks only"
            )

    def settle(self) -> None:
        """Refuse what could not be written to every file system: case twins, and files that are folders, too."""
        folders = {folder for path in self.files for folder in _folders_of(path)}
        for path in folders & self.files.keys():
            del self.files[path]
            self.refuse(path, "is left out: a folder has the same name; rename one of them")
        twins: dict[str, list[str]] = {}
        for path in self.files:
            twins.setdefault(path.casefold(), []).append(path)
        for paths in twins.values():
            # The course's names are lower-case: that twin is the one an exercise is looked for under.
            kept, *others = sorted(paths, key=lambda path: (path != path.lower(), path))
            for path in others:
                del self.files[path]
                self.refuse(
                    path, f"is left out: it differs from {kept} in upper and lower case only; rename one of them"
                )


def passed_over(name: str) -> bool:
    """Whether a file or folder is left behind by a system or a tool: nobody handed it in."""
    return name in NOBODY_NEEDS or name.startswith(".")


def clean_path(raw: str, limits: HandInLimits) -> str:
    """A relative POSIX path without anything that could lead elsewhere or confuse a reader.

    Raises ValueError with the reason where there is none.
    """
    path = unicodedata.normalize("NFC", raw.replace("\\", "/")) if len(raw) <= limits.path_bytes else raw
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not all(character.isprintable() for character in path):
        raise ValueError("has a name with control or undecodable characters; rename it")
    if path.startswith("/") or path[1:2] == ":":
        raise ValueError("has an absolute path; use paths inside your folder only")
    if ".." in parts:
        raise ValueError("has a path with .. in it; use paths inside your folder only")
    if not parts:
        raise ValueError("has an empty name; rename it")
    if len(path.encode()) > limits.path_bytes or any(len(part.encode()) > limits.name_bytes for part in parts):
        raise ValueError(f"has a name that is too long ({len(path):,} characters); rename it")
    if len(parts) > limits.depth:
        raise ValueError(f"lies more than {limits.depth} folders deep; move it up")
    return "/".join(parts)


def _folders_of(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def printable(name: str, most: int = 120) -> str:
    """A name as it may be shown anywhere: on one line, with nothing invisible in it, shortened if it is long."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name[:most])
    return shown if len(name) <= most else shown + "…"


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / MB:g} MB"
