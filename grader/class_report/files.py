"""Where the report's files lie: safe names for hostile ones, and files that are whole or not there."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

REPORT_MARK = "<!-- process-course-grader: class report -->"
"""Stands in every page, so that a page of ours is known from a file of somebody else's."""
_MOST = 48


def page_name(name: str) -> str:
    """A file name for a student's, an exercise's or a misconception's page: readable, safe everywhere, its own.

    The hash keeps apart what differs in characters that were replaced, or in nothing but case.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_MOST].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug}-{digest}.html" if slug else f"{digest}.html"


def write(path: Path, text: str) -> None:
    """Write a file so that it is never seen half, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def read(path: Path) -> str | None:
    """The text of a page of ours; None if there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if REPORT_MARK in text[:400] else None


def remove_others(folder: Path, keep: set[str]) -> None:
    """Remove those of our pages in the folder that this report does not have: a student who left, a mistake mended."""
    for path in folder.glob("*.html"):
        if path.name not in keep and read(path) is not None:
            path.unlink(missing_ok=True)
