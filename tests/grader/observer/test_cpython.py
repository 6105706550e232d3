"""CPython's own tests, test by test the same under the observer as without it. Takes minutes: `pytest -m slow`.

The interpreters are found among `python3.11` and `python3.13` on the PATH and pyenv's; those without CPython's `test`
package (as distributions ship them) do not count.
"""

import os
import shutil
import subprocess
from glob import glob
from xml.etree import ElementTree

import pytest

from grader.observer.limits import TRACING
from grader.observer.run import observe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

long = pytest.mark.cpython
"""Minutes each, and some of them depend on time even without the observer: `make cpython` runs them."""

ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/tmp", "LANG": "C.UTF-8"}


def interpreter(version, module):
    """A Python of that version that has CPython's tests."""
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    candidates = [shutil.which(f"python{version}"), *sorted(glob(f"{pyenv}/versions/{version}.*/bin/python"))]
    for path in filter(None, candidates):
        find = f"import importlib.util, sys; sys.exit(importlib.util.find_spec('test.{module}') is None)"
        if subprocess.run([path, "-c", find], stderr=subprocess.DEVNULL).returncode == 0:
            return path
    pytest.skip(f"no Python {version} with CPython's {module} here")


def reporting(version, module, report):
    """The command that runs these tests and writes what became of each to `report`."""
    return [interpreter(version, module), "-m", "test", f"--junit-xml={report}", module]


def outcomes(report):
    """What became of each test, by name: nothing for success, else `skipped`, `failure` or `error`."""
    found = {case.get("name"): tuple(told.tag for told in case) for case in ElementTree.parse(report).iter("testcase")}
    assert found
    return found


def bare(command):
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, env=ENVIRONMENT, **quiet).returncode


def observed(command, *, real_time):
    return observe(command, environment=ENVIRONMENT, real_time=real_time, limits=TRACING).exit_status()


@pytest.mark.parametrize(
    ("version", "module"),
    [
        ("3.11", "test_fork1"),
        ("3.11", "test_wait3"),
        ("3.11", "test_wait4"),
        pytest.param("3.13", "test_subprocess", marks=long),
        pytest.param("3.13", "test_multiprocessing_fork", marks=long),
        pytest.param("3.13", "test_multiprocessing_spawn", marks=long),
        pytest.param("3.13", "test_multiprocessing_forkserver", marks=long),
    ],
)
def test_in_real_time_nothing_differs(tmp_path, monkeypatch, version, module):
    monkeypatch.chdir(tmp_path)
    assert bare(reporting(version, module, "bare.xml")) == 0, "these tests fail here without the observer, too"
    assert observed(reporting(version, module, "observed.xml"), real_time=True) == 0
    assert outcomes("observed.xml") == outcomes("bare.xml")


@pytest.mark.parametrize(
    ("version", "module"),
    [
        *((version, module) for version in ("3.11", "3.13") for module in ("test_fork1", "test_wait3", "test_wait4")),
        *(
            ("3.13", module)
            for module in (
                "test_subprocess",
                "test_signal",
                "test_threading",
                "test_threadsignals",
                "test_selectors",
                "test_sched",
                "test_popen",
                "test_asyncio.test_subprocess",
                "test_multiprocessing_fork",
            )
        ),
    ],
)
def test_in_virtual_time_nothing_differs(tmp_path, monkeypatch, version, module):
    monkeypatch.chdir(tmp_path)
    status = bare(reporting(version, module, "bare.xml"))
    assert observed(reporting(version, module, "observed.xml"), real_time=False) == status
    assert outcomes("observed.xml") == outcomes("bare.xml")
