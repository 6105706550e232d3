"""Checks are loaded from a person's own course folder, which stays as it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_bytecode() -> Iterator[None]:
    """Modules that are imported meanwhile leave no __pycache__ in the course's folder."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before
