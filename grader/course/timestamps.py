"""When a submission was handed in: the first line of `timestamp.txt` in the folder that was handed in.

nbgrader's exchange and `nbgrader zip_collect` leave it there. It is read beside the submission, never from inside an
archive, which is the student's own word.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

TIMESTAMP = "timestamp.txt"
_BYTES = 100


def handed_in_at(folder: Path) -> datetime | None:
    """When a folder was handed in; None where nothing says it. A time without a zone is in UTC, as nbgrader's are."""
    path = folder / TIMESTAMP
    try:
        if folder.is_symlink() or path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(_BYTES).decode("ascii").partition("\n")[0].strip()
        found = datetime.fromisoformat(text.removesuffix(" UTC"))
    except (OSError, ValueError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
