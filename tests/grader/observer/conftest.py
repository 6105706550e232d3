"""Programs written in the test, run under the observer."""

import os
import sys
import textwrap
from pathlib import Path

import pytest

from grader.observer.limits import Limits
from grader.observer.run import observe
from grader.observer.schedules import NAMES

sys.path.insert(0, str(Path(__file__).parent))  # for observed.py, the questions that the tests share

NET = Limits(processes=64, cpu_seconds=None, wall_seconds=300.0, virtual_seconds=None)
"""A run that hangs ends some time, and says where everybody stood. No test is decided by it."""


@pytest.fixture(params=NAMES)
def schedule(request):
    return request.param


@pytest.fixture
def watch(tmp_path, monkeypatch):
    """Run a program's text and give its trace."""
    monkeypatch.chdir(tmp_path)

    def run(source, schedule="natural", *, python=sys.executable, flags=(), arguments=(), environment=None, **options):
        program = Path("program.py")
        program.write_text(textwrap.dedent(source))
        base = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
        return observe(
            [str(python), *flags, str(program), *arguments],
            environment=base | (environment or {}),
            schedule=schedule,
            limits=options.pop("limits", NET),
            **options,
        )

    return run
