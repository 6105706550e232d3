"""What a scenario says of itself: marks, and the inputs that it was given.

This file is visible to the student's code and holds no secret. A mark is a write to a descriptor that does not exist:
the observer sees the call, who made it and its text, and answers it. Without an observer a mark goes nowhere.
"""

import contextlib
import json
import os
import sys
from typing import Any

MARK_DESCRIPTOR = 1_000_003


def mark(label: str, *values: Any) -> None:
    """Say that something happened here: a word, and JSON values with it."""
    text = label if not values else label + " " + json.dumps(values, default=repr)[1:-1]
    with contextlib.suppress(OSError):
        os.write(MARK_DESCRIPTOR, text.encode())


def given(name: str) -> Any:
    """The input of that name for this run."""
    return json.loads(sys.argv[1])[name]
