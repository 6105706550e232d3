"""How a command says that it could not do what it was asked: one message, one exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FALLS_SHORT = 1
"""The student's work falls short, a submission could not be graded, a guard fails."""
WRONG_USAGE = 2
MACHINE_CANNOT = 3
"""No tracing, no isolation: the message says the remedy."""


class Failure(Exception):
    """What to tell a person, and the exit code."""

    def __init__(self, message: str, code: int = WRONG_USAGE) -> None:
        super().__init__(message)
        self.code = code


@contextmanager
def exit_on_failure() -> Iterator[None]:
    """Print a Failure as one line on stderr and exit with its code."""
    try:
        yield
    except Failure as failure:
        print(f"grader: {failure}", file=sys.stderr)
        sys.exit(failure.code)
    except KeyboardInterrupt:
        print("grader: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
