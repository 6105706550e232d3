"""What students get: the files of their repository, and how they come into a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from grader.course.contents import Course, CourseError
from grader.course.misconceptions import card_files, read_registry
from grader.course.stubs import stub_of
from grader.release.wheel import file_name, wheel
from grader.results.sentences import counted
from grader.workshop.work import STUBS

MANIFEST = Path(".grader", "release.json")
"""Which files a release wrote, so that the next one knows what it may replace."""
_SUFFIXES = {".md", ".png", ".svg", ".jpg", ".gif", ".txt", ".csv", ".json"}
"""What may lie beside the stubs in a unit's folder."""
_NO_FORK = "The unit `fork` is not on Windows at all, because `os.fork` is not."


class ReleaseError(Exception):
    """The release cannot be made: what is in the way and what to do, for the instructor."""


@dataclass(frozen=True)
class Release:
    """The files of the students' repository by path, and the exercises that have no visible checks yet."""

    files: Mapping[str, bytes]
    unchecked: tuple[str, ...]


def release_of(course: Course) -> Release:
    """What students get of a course.

    Raises CourseError for a solution that gives no stub, NotInstalled where no wheel can be made.
    """
    made: dict[str, bytes] = {}
    for path, content in (*_exercises(course), *_tests(course), *_frame(course)):
        made[path] = content
    unchecked = tuple(exercise.key for exercise in course.exercises if not exercise.visible_tests.is_file())
    return Release(dict(sorted(made.items())), unchecked)


def _exercises(course: Course) -> Iterator[tuple[str, bytes]]:
    top = course.root / "exercises"
    yield "exercises/course.toml", (top / "course.toml").read_bytes()
    for path in card_files(course):
        yield path.relative_to(course.root).as_posix(), path.read_bytes()
    for unit in course.units:
        for path in sorted((top / unit.name).rglob("*")):
            if path.is_file() and path.suffix in _SUFFIXES and "__pycache__" not in path.parts:
                yield path.relative_to(course.root).as_posix(), path.read_bytes()
        for exercise in unit.exercises:
            # From the solution, not from exercises/: there an instructor may have tried something.
            stub = stub_of(exercise).encode()
            yield f"exercises/{exercise.file}", stub
            yield (STUBS / exercise.file).as_posix(), stub


def _tests(course: Course) -> Iterator[tuple[str, bytes]]:
    for path in sorted((course.root / "tests" / "scenarios").glob("*.py")):
        yield path.relative_to(course.root).as_posix(), path.read_bytes()
    for unit in course.units:
        for folder in ("scenarios", "visible"):
            for path in sorted((course.root / "tests" / folder / unit.name).rglob("*.py")):
                if "__pycache__" not in path.parts:
                    yield path.relative_to(course.root).as_posix(), path.read_bytes()


def _frame(course: Course) -> Iterator[tuple[str, bytes]]:
    """What makes a repository of it."""
    title = " ".join(course.title.split())
    first = course.exercises[0]
    words = {"TITLE": title, "FIRST": first.key, "FILE": f"exercises/{first.file}", "BOOK": _book(course)}
    words |= {"SIZE": _size(course), "CARD": _card(course), "WINDOWS": _windows(course)}
    yield "README.md", _template("README.md", **words)
    yield "pyproject.toml", _template("pyproject.toml")
    yield ".gitignore", _template("gitignore.txt")
    yield ".devcontainer/devcontainer.json", _template("devcontainer.json", TITLE=json.dumps(title))
    yield ".github/workflows/check.yml", _template("check.yml")
    yield ".grader/install.py", _template("install.py")
    yield f".grader/{file_name()}", wheel()
    licence = course.root / "LICENSE"
    if licence.is_file():
        yield "LICENSE", licence.read_bytes()


def _book(course: Course) -> str:
    """A sentence with the address of the book; nothing where it is not published."""
    return f" The same as a book, with every program to step through: <{course.book}>." if course.book else ""


def _size(course: Course) -> str:
    """How much there is to do, in a sentence."""
    return f"{counted(len(course.units), 'unit')} with {counted(len(course.exercises), 'exercise')}."


def _card(course: Course) -> str:
    """A name for the example of `grader explain`: the course's first card, else one of the grader's own."""
    registry = read_registry(course)
    own = [name for name, place in registry.places.items() if place.is_relative_to(course.root / "exercises")]
    return (own or list(registry.cards))[0]


def _windows(course: Course) -> str:
    """A sentence about the unit that Windows cannot run; nothing in a course without it."""
    return "" if course.unit("fork") is None else f"\n{_NO_FORK}"


def _template(name: str, **values: str) -> bytes:
    text = (files("grader.release") / "templates" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.encode()


def write(release: Release, folder: Path) -> tuple[int, int]:
    """Put the release into a folder that is new, empty, or an earlier release; how many files changed, and went.

    Where somebody changed a released file since, nothing is overwritten: an instructor's additions are worth keeping.

    Raises ReleaseError, and writes nothing, if the folder holds anything else.
    """
    before = _manifest(folder)
    if before is None and folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise ReleaseError(f"{folder} is not empty, and no release: name a folder that is new, empty, or a release")
    if folder.exists() and not folder.is_dir():
        raise ReleaseError(f"{folder} is a file; name a folder")
    before = before or {}
    changed = [path for path, digest in before.items() if _digest(folder / path) not in (digest, None)]
    foreign = [path for path in release.files if path not in before and (folder / path).exists()]
    if changed or foreign:
        names = ", ".join([*changed, *foreign][:5])
        raise ReleaseError(
            f"{folder} was changed since its release: {names}. Take these files away (and put your changes into the "
            "course itself), or release into a new folder"
        )
    written = 0
    for path, content in release.files.items():
        target = folder / path
        if _digest(target) != hashlib.sha256(content).hexdigest():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written += 1
    gone = [path for path in before if path not in release.files and (folder / path).exists()]
    for path in gone:
        (folder / path).unlink()
    manifest = {path: hashlib.sha256(content).hexdigest() for path, content in release.files.items()}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return written, len(gone)


def _manifest(folder: Path) -> dict[str, str] | None:
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        return None
    inside = folder.resolve()
    return {path: digest for path, digest in data.items() if (inside / path).resolve().is_relative_to(inside)}


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


__all__ = ["MANIFEST", "CourseError", "Release", "ReleaseError", "release_of", "write"]
