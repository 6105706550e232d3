"""CPython's own tests, test by test the same under the observer as without it. Takes minutes: `pytest -m slow`.

The interpreters are found among `python3.11` and `python3.13` on the PATH and pyenv's; those without CPython's `test`
package (as distributions ship them) do not count.
"""

import os
import re
import shutil
import subprocess
from glob import glob

import pytest

from grader.observer.limits import TRACING
from grader.observer.run import observe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

long = pytest.mark.cpython
"""Minutes each, and some of them depend on time even without the observer: `make cpython` runs them."""

_OUTCOME = re.compile(
    r"^(?P<name>test\w+) \((?P<where>[\w.]+)\)(?:\n[^\n]*?)?[^\n]*? \.\.\. (?:.*?\n)??.*?"
    r"\b(?P<outcome>ok|FAIL|ERROR|skipped|expected failure)\b",
    re.M,
)
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


def outcomes(text):
    """What became of each test, by name."""
    return {f"{match['where']}.{match['name']}": match["outcome"] for match in _OUTCOME.finditer(text)}


def bare(command):
    done = subprocess.run(
        command,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return outcomes(done.stdout), done.returncode


def traced(command, *, real_time):
    output = []
    trace = observe(
        command,
        environment=ENVIRONMENT,
        real_time=real_time,
        limits=TRACING,
        on_output=lambda stream, data: output.append(data),
    )
    return outcomes(b"".join(output).decode(errors="replace")), trace.exit_status()


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
    command = [interpreter(version, module), "-m", "test", "-v", module]
    expected, status = bare(command)
    assert expected and status == 0, "these tests fail on this machine without the observer, too"
    assert traced(command, real_time=True) == (expected, status)


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
    command = [interpreter(version, module), "-m", "test", "-v", module]
    assert traced(command, real_time=False) == bare(command)
