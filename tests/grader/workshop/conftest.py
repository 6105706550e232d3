"""A student's copy of the course."""

from __future__ import annotations

from pathlib import Path

import pytest
from students import Student, copy_of_the_course


@pytest.fixture
def student(tmp_path: Path) -> Student:
    return copy_of_the_course(tmp_path / "course")
