"""Notebooks that are not ours are graded as nbgrader does: by its own tests, with our preprocessors configured."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from without_iris import without_iris

from grader.notebooks.autograde import PREPROCESSORS


def alembic(folder: Path) -> Path:
    """A folder with the program alembic, which nbgrader asks for the newest version for each of its databases: it
    answers that at once, and leaves the rest to the real one."""
    from grader.gradebook.database import newest_version

    folder.mkdir()
    program = folder / "alembic"
    real = Path(sys.executable).parent / "alembic"
    program.write_text(
        f'#!/bin/sh\nfor last; do :; done\n[ "$last" != heads ] || {{ echo "{newest_version()} (head)"; exit; }}\n'
        f'exec "{real}" "$@"\n'
    )
    program.chmod(0o755)
    return folder


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    importlib.util.find_spec("pytest_jupyter") is None,
    reason="needs the requirements of nbgrader's own tests: pip install 'nbgrader[tests]'",
)
def test_nbgraders_own_autograde_tests_pass_with_ours_configured(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Autograde.autograde_preprocessors = {PREPROCESSORS!r}\n"
        'c.Autograde.exporter_class = "grader.notebooks.reading.ReadsAnything"\n'
        'c.Autograde.pre_convert_hook = "grader.notebooks.reading.add_renamed"\n'
    )
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=600", "-W", "ignore", "--pyargs"]
    path = os.pathsep.join([str(alembic(tmp_path / "bin")), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, *tests, "nbgrader.tests.apps.test_nbgrader_autograde"],
        cwd=tmp_path,
        env=without_iris(JUPYTER_CONFIG_PATH=str(tmp_path), PATH=path),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout.splitlines()[-1] and "failed" not in done.stdout.splitlines()[-1]
    print(done.stdout.splitlines()[-1])
