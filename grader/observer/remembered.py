"""What was found out about this machine once and need not be found out again, in the user's cache folder."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

from grader.version import PACKAGE, __version__

_MOST = 100
"""So many answers are kept: those for an earlier kernel or grader are of no use any more."""


def key(what: str, interpreter: str) -> str:
    """Return the name of a fact: it holds for this interpreter, kernel, machine and grader, and no longer."""
    try:
        file = os.stat(interpreter)
        program = [os.path.realpath(interpreter), file.st_mtime_ns, file.st_size, _environment_of(interpreter)]
    except OSError:
        program = []
    machine = [platform.release(), platform.version(), platform.machine(), platform.node(), os.getuid()]
    own = [__version__, _changed(), sys.version]
    text = json.dumps([what, interpreter, program, machine, own])
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _environment_of(interpreter: str) -> list[float]:
    """When the virtual environment around an interpreter was made."""
    configuration = Path(interpreter).parent.parent / "pyvenv.cfg"
    return [configuration.stat().st_mtime] if configuration.is_file() else []


@functools.cache
def _changed() -> int:
    """When the observer's own files have changed last: a grader that is being worked on has one version for long."""
    folders = (PACKAGE / "observer", PACKAGE / "traces")
    return max(path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*.py"))


def get(key: str) -> Any:
    """Return what was kept; None if nothing was, or it cannot be read."""
    return _all().get(key)


def put(key: str, value: Any) -> None:
    """Keep a value. A cache that cannot be written does no harm: it will be found out again."""
    kept = {**_all(), key: value}
    path = file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            json.dump(dict(list(kept.items())[-_MOST:]), new)
        os.replace(name, path)


def _all() -> dict[str, Any]:
    try:
        kept = json.loads(file().read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def file() -> Path:
    """Return the file that is kept (XDG Base Directory Specification)."""
    folder = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(folder) if os.path.isabs(folder) else Path(os.path.expanduser("~")) / ".cache"
    return base / "process-course-grader" / "this-machine.json"
