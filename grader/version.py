"""Which grader this is: its version, and the folder of its package."""

from pathlib import Path

__version__ = "0.2.0"
PACKAGE = Path(__file__).parent


def for_students() -> bool:
    """Whether this is the grader as `grader release` packs it for students: without the words of hidden checks."""
    return not (PACKAGE / "checks" / "claims.py").is_file()
