"""The record of each result until the end of a grading: one line per student, in a file and not in memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from typing import Any


class RecordFile:
    """Records by student; one that is put again replaces the one before."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this object)
        self._places: dict[str, int] = {}

    def put(self, student: str, record: dict[str, Any]) -> None:
        """Keep a student's record."""
        self._places[student] = self._file.seek(0, 2)
        self._file.write(json.dumps(record).encode("ascii") + b"\n")

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every student with the record, by name."""
        for student in sorted(self._places):
            self._file.seek(self._places[student])
            yield student, json.loads(self._file.readline())
