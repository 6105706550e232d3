"""Notebooks that are not ours are graded as nbgrader does: by its own tests, with our preprocessors configured."""

import importlib.util
import os
import subprocess
import sys

import pytest

from grader.notebooks.autograde import PREPROCESSORS


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("pytest_jupyter", "selenium")) and not os.environ.get("CI"),
    reason="needs nbgrader's own tests' requirements: pip install 'nbgrader[tests]'",
)
def test_nbgraders_own_autograde_tests_pass_with_ours_configured(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Autograde.autograde_preprocessors = {PREPROCESSORS!r}\n"
        'c.Autograde.exporter_class = "grader.notebooks.reading.ReadsAnything"\n'
        'c.Autograde.pre_convert_hook = "grader.notebooks.reading.add_renamed"\n'
    )
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=600", "-W", "ignore", "--pyargs"]
    done = subprocess.run(
        [sys.executable, *tests, "nbgrader.tests.apps.test_nbgrader_autograde"],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_CONFIG_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "40 passed" in done.stdout or "passed" in done.stdout.splitlines()[-1]
