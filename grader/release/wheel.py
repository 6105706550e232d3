"""The grader as a wheel, made from the package that runs: no package index has it, so it travels with the course."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from grader.version import PACKAGE, __version__

NAME = "process-course-grader"
_SUFFIXES = {".py", ".md", ".html", ".css", ".js", ".toml", ".json", ".yml", ".txt"}
_LEFT_OUT = {"checks/claims.py", "checks/forks.py", "checks/pool_claims.py", "checks/process_claims.py"}
"""What only hidden checks use: it says what they say."""
_FOR_AUTHORS = ("authoring", "book")
"""Packages that students have no use for; the templates of exercises bring solutions along."""
_ENTRY_POINTS = b"""[console_scripts]
grader = grader.__main__:main

[pytest11]
grader-checks = grader.workshop.pytest_checks
"""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""One date for all, so that the same package gives the same bytes."""


class NotInstalled(Exception):
    """The grader runs from a folder of sources that was never installed: what to do."""


def file_name() -> str:
    """The wheel's name, as the packaging standards want it."""
    return f"{NAME.replace('-', '_')}-{__version__}-py3-none-any.whl"


def wheel() -> bytes:
    """The wheel's bytes.

    Raises NotInstalled if the package's metadata (its dependencies) is not to be had.
    """
    package = PACKAGE
    info = f"{NAME.replace('-', '_')}-{__version__}.dist-info"
    files = {
        f"grader/{path.relative_to(package).as_posix()}": path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file()
        and path.suffix in _SUFFIXES
        and "__pycache__" not in path.parts
        and path.relative_to(package).as_posix() not in _LEFT_OUT
        and path.relative_to(package).parts[0] not in _FOR_AUTHORS
    }
    files[f"{info}/METADATA"] = _metadata()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: grader release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/entry_points.txt"] = _ENTRY_POINTS
    record = [f"{name},sha256={_hash(content)},{len(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _metadata() -> bytes:
    """The metadata's headers; the description, an instructor's README, stays behind."""
    try:
        known = _installed()
    except PackageNotFoundError:
        raise NotInstalled(
            f"the grader that runs is not installed as {NAME}, so its dependencies are not known; install it first: "
            "pip install -e ."
        ) from None
    text = known.read_text("METADATA") or known.read_text("PKG-INFO") or ""
    lines = text.partition("\n\n")[0].splitlines()
    headers = [line for line in lines if not line.startswith(("Version:", "License-File:", "Dynamic:", "Description-"))]
    headers.insert(2, f"Version: {__version__}")
    return ("\n".join(headers) + "\n").encode()


def _installed() -> Distribution:
    return distribution(NAME)


def _hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
