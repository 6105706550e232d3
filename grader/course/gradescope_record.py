"""What Gradescope's own record of an export says: who submitted what, and when (submission_metadata.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SUBMISSION = re.compile(r"['\"]?(submission_\d+)['\"]?:\s*$")
_ENTRY = re.compile(r"(?P<indent> *)(?P<item>- )?['\"]?:?(?P<key>[a-z_]+)['\"]?:(?: (?P<value>.*))?$")


@dataclass
class Submitted:
    """A submission's submitters, each with name, sid and email as far as they are there, and its time."""

    submitters: list[dict[str, str]] = field(default_factory=list)
    at: datetime | None = None


def read_record(content: bytes) -> dict[str, Submitted]:
    """The submissions by the names of their folders; what is not understood is passed over."""
    found: dict[str, Submitted] = {}
    current: Submitted | None = None
    inside = ""
    for line in content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        if top := _SUBMISSION.match(line):
            current = found.setdefault(top[1], Submitted())
            inside = ""
            continue
        entry = _ENTRY.match(line)
        if current is None or entry is None:
            continue
        indent, value = len(entry["indent"]), _plain(entry["value"] or "")
        if indent <= 2 and not entry["item"]:
            inside = entry["key"]
            if inside == "created_at":
                current.at = _time(value)
        elif inside == "submitters":
            if entry["item"]:
                current.submitters.append({})
            if current.submitters and value and entry["key"] in ("name", "sid", "email"):
                current.submitters[-1][entry["key"]] = value
    return found


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'")
    return "" if value in ("null", "~", "''", '""') else value


def _time(text: str) -> datetime | None:
    plain = re.sub(r"(\.\d{6})\d*", r"\1", text).replace(" Z", "+00:00").replace(" UTC", "+00:00")
    plain = re.sub(r" ([+-]\d\d:?\d\d)$", r"\1", plain)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
