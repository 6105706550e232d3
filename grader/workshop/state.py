"""What a student has done so far: hints taken, exercises checked, predictions; one small file beside exercises/."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

STATE = Path(".grader", "state.json")
"""Where the file lies below the course's root."""
_SCHEMA = 1

LastVerdict = Literal["passed", "partly", "failed"]
"""Of the last check; "partly": all that could be judged without a witness is right."""


@dataclass(frozen=True)
class Progress:
    """What is known of one exercise: `verdict` is the last check's, of the file with the hash `digest`."""

    verdict: LastVerdict | None = None
    digest: str = ""
    hints: int = 0
    prediction: tuple[str, ...] | None = None


@dataclass(frozen=True)
class StudentProgress:
    """All that is remembered; `current` is the exercise where `watch` was left."""

    exercises: Mapping[str, Progress] = field(default_factory=dict)
    current: str | None = None

    def of(self, key: str) -> Progress:
        """What is known of an exercise, which may be nothing."""
        return self.exercises.get(key, Progress())

    def with_(self, key: str, **changes: Any) -> StudentProgress:
        """The state with something else known of an exercise."""
        return replace(self, exercises={**self.exercises, key: replace(self.of(key), **changes)})


def load(root: Path) -> StudentProgress:
    """What the file says; whatever is damaged in it, or all of it, counts as not there."""
    try:
        data = json.loads((root / STATE).read_bytes())
        exercises = data["exercises"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return StudentProgress()
    current = data.get("current")
    return StudentProgress(
        {key: _progress(value) for key, value in exercises if isinstance(value, dict)},
        current if isinstance(current, str) else None,
    )


def _progress(data: dict[str, Any]) -> Progress:
    verdict, digest, hints = data.get("verdict"), data.get("digest"), data.get("hints")
    prediction = data.get("prediction")
    whole = isinstance(prediction, list) and all(isinstance(word, str) for word in prediction)
    return Progress(
        verdict if verdict in get_args(LastVerdict) and isinstance(digest, str) else None,
        digest if isinstance(digest, str) else "",
        hints if isinstance(hints, int) and not isinstance(hints, bool) and hints > 0 else 0,
        tuple(prediction) if isinstance(prediction, list) and whole else None,
    )


def save(root: Path, state: StudentProgress) -> None:
    """Write it, so that a reader sees the old file or the new one and never half of it.

    A folder that cannot be written to is no reason to withhold a result: then nothing is remembered.
    """
    path = root / STATE
    temporary = path.with_name(f"state.{os.getpid()}.tmp")
    data = {
        "schema": _SCHEMA,
        "current": state.current,
        "exercises": {key: asdict(progress) for key, progress in state.exercises.items()},
    }
    try:
        path.parent.mkdir(exist_ok=True)
        temporary.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
