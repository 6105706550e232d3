"""A small course: one exercise of each unit, two of fork."""

from pathlib import Path

import pytest
from classroom import small_course


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_course(tmp_path_factory.mktemp("small") / "course")
