"""Programs written in the test, run under the observer."""

import os
import sys
import textwrap
from pathlib import Path

import pytest
from observed import NET

from grader.observer.run import observe
from grader.observer.schedules import NAMES

PYTHON = os.environ.get("OBSERVER_TEST_PYTHON", sys.executable)
"""The interpreter that is watched: all of these tests can be run with another one than the grader's own."""


@pytest.fixture(params=NAMES)
def schedule(request):
    return request.param


@pytest.fixture
def watch(tmp_path, monkeypatch):
    """Run a program's text and give its trace."""
    monkeypatch.chdir(tmp_path)

    def run(source, schedule="natural", *, python=PYTHON, flags=(), arguments=(), environment=None, **options):
        program = Path("program.py")
        program.write_text(textwrap.dedent(source))
        base = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return observe(
            [str(python), *flags, str(program), *arguments],
            environment=base | {"HOME": str(tmp_path)} | (environment or {}),
            schedule=schedule,
            limits=options.pop("limits", NET),
            **options,
        )

    return run
