"""The environment of nbgrader's commands, in which jsonschema does without its check of IRIs.

nbgrader imports jsonschema, whose check of IRIs builds a grammar of a thousand rules at its import: two of the three
seconds that each of nbgrader's commands takes to start. Nothing here has an IRI, and jsonschema does without the check
where the module is missing (`grader/gradebook/database.py` does the same).
"""

from __future__ import annotations

import os
from pathlib import Path

_MISSING = Path(__file__).parent / "missing"
"""A folder whose `rfc3987_syntax` cannot be imported."""


def without_iris(**more: str) -> dict[str, str]:
    """This process's environment with more in it."""
    environment = {**os.environ, **more}
    path = [environment["PYTHONPATH"]] if environment.get("PYTHONPATH") else []
    return environment | {"PYTHONPATH": os.pathsep.join([str(_MISSING), *path])}
