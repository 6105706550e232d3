"""What is uploaded to Gradescope: an archive with setup.sh, run_autograder, the grader and the course."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from importlib.resources import files
from pathlib import Path

from grader.course.contents import Course
from grader.version import PACKAGE

_COURSE = ("exercises", "tests/hidden", "tests/visible", "tests/scenarios")
_DISTRIBUTION = "process-course-grader"
_WHEN = (2000, 1, 1, 0, 0, 0)
"""Every member's date, so that the same course gives the same archive."""


def gradescope_kit(course: Course, units: Iterable[str] = ()) -> bytes:
    """The archive as bytes: scripts at its root, as Gradescope asks, no solutions and no sample submissions in it.

    `units`: the units and exercises that are set; all of them without any.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        scripts = files("grader.exports") / "gradescope"
        for name in ("setup.sh", "run_autograder"):
            _put(archive, name, (scripts / name).read_bytes(), 0o755)
        _put(archive, "requirements.txt", "".join(f"{line}\n" for line in requirements()).encode(), 0o644)
        _put(archive, "units", "".join(f"--unit={unit}\n" for unit in units).encode(), 0o644)
        package = PACKAGE
        for path in _content(package):
            _put(archive, f"package/grader/{path.relative_to(package).as_posix()}", path.read_bytes(), 0o644)
        for folder in _COURSE:
            for path in _content(course.root / folder):
                _put(archive, f"course/{path.relative_to(course.root).as_posix()}", path.read_bytes(), 0o644)
    return out.getvalue()


def requirements() -> list[str]:
    """What pip must install for a grader that runs from its source: the instructor's extra with it."""
    try:
        found = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        found = []
    needed = []
    for line in found:
        requirement, _, marker = line.partition(";")
        parts = [part.strip() for part in marker.split(" and ") if part.strip()]
        extras = [part for part in parts if part.startswith("extra")]
        if all(extra.replace("'", '"') == 'extra == "instructor"' for extra in extras):
            rest = " and ".join(part for part in parts if part not in extras)
            needed.append(f"{requirement.strip()}; {rest}" if rest else requirement.strip())
    return needed


def _content(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _put(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    member = zipfile.ZipInfo(name, _WHEN)
    member.external_attr = (0o100000 | mode) << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)
