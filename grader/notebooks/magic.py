"""`%%trace`: the rest of the cell is a program, which is run and shown with its processes."""

from __future__ import annotations

import shlex
import sys
from typing import Any

USAGE = "%%trace [--schedule S] [--seed N] [ARG...]"


def register() -> None:
    """Let the notebook know `%%trace`, if this runs in one."""
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.register_magic_function(trace_cell, magic_kind="cell", magic_name="trace")


def trace_cell(line: str, cell: str) -> Any:
    """Run the cell's text as a program of its own, and show what its processes did.

    Nothing of the notebook is known in it: it begins with its own imports. Raises ValueError for unknown options.
    """
    from grader.notebooks.inline import trace

    options: dict[str, Any] = {"schedule": "natural", "seed": 0}
    arguments = shlex.split(line)
    while arguments and arguments[0].startswith("--"):
        name, _, value = arguments.pop(0).removeprefix("--").partition("=")
        if name not in options or not (value or arguments):
            raise ValueError(f"--{name}: {USAGE}")
        value = value or arguments.pop(0)
        options[name] = int(value) if name == "seed" else value
    return trace(cell if "\n" in cell else cell + "\n", *arguments, **options)
