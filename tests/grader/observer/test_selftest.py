"""The self-test knows the Pythons of today, and refuses one that does otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.observer import remembered, speed
from grader.observer.limits import GRADING
from grader.observer.selftest.known_answers import EXPECTED, differences, why_unsupported

PYTHON = os.environ.get("OBSERVER_TEST_PYTHON", sys.executable)
OTHER_FORK_SERVER = """
import multiprocessing.util as util
launch = util.spawnv_passfds
def launched(path, arguments, descriptors):
    changed = "; (lambda *a, **b: main(*a, **b))("
    arguments = [one.replace("; main(", changed) if isinstance(one, str) else one for one in arguments]
    return launch(path, arguments, descriptors)
util.spawnv_passfds = launched
"""
LARGER_POOL = """
import multiprocessing.pool as pool
of_two = pool.Pool.__init__
def of_three(self, processes=None, *arguments, **more):
    of_two(self, processes and processes + 1, *arguments, **more)
pool.Pool.__init__ = of_three
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "process-course-grader" / "this-machine.json"


@pytest.fixture
def future(tmp_path):
    """An interpreter whose multiprocessing has been changed by some code, as a later version might be."""

    def make(code):
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", tmp_path / "future"], check=True)
        packages = next((tmp_path / "future" / "lib").iterdir()) / "site-packages"
        (packages / "changed.py").write_text(code)
        (packages / "changed.pth").write_text("import changed\n")
        return str(tmp_path / "future" / "bin" / "python")

    return make


def test_the_interpreter_of_the_tests_is_supported(cache):
    assert differences(PYTHON) == ()
    assert "as expected" in json.loads(cache.read_bytes()).values()
    assert why_unsupported(PYTHON) is None


def test_what_has_passed_is_not_run_again(monkeypatch):
    remembered.put(remembered.key("known answers", PYTHON), "as expected")
    monkeypatch.setattr("grader.observer.selftest.known_answers.observe", None)
    assert differences(PYTHON) == ()


def test_an_interpreter_whose_fork_server_begins_otherwise_is_refused(future, cache):
    found = differences(future(OTHER_FORK_SERVER))
    assert {line.partition(":")[0] for line in found} == {"forkserver"}
    assert any(line.startswith("forkserver: processes: ['main', 'helper', 'child'") for line in found)
    assert not cache.exists() or "as expected" not in cache.read_text()


def test_an_interpreter_whose_pool_has_other_workers_is_refused(future, cache):
    found = differences(future(LARGER_POOL))
    assert {line.partition(":")[0] for line in found} == {"fork", "spawn", "forkserver"}
    assert any(line.startswith("fork: processes: ['main', 'child', 'child', 'child', 'child']") for line in found)
    assert not cache.exists() or "as expected" not in cache.read_text()


def test_the_sentence_says_which_fact_differs(future):
    path = future(LARGER_POOL)
    said = why_unsupported(path)
    assert said is not None and path in said and "fork: " in said and "`grader doctor` lists them" in said


def test_a_cache_that_cannot_be_written_or_read_does_no_harm(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    remembered.put("a", 1)
    assert remembered.get("a") is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    remembered.put("a", 1)
    assert remembered.get("a") == 1
    remembered.file().write_text("[not JSON")
    assert remembered.get("a") is None


def test_an_answer_holds_for_one_interpreter_as_it_is_now(tmp_path):
    program = tmp_path / "python"
    program.write_text("one")
    before = remembered.key("x", str(program))
    assert remembered.key("x", str(program)) == before != remembered.key("y", str(program))
    program.write_text("another")
    assert remembered.key("x", str(program)) != before


def test_every_start_method_is_tried():
    assert {"fork", "spawn", "forkserver", "os.fork", "deadlock"} == set(EXPECTED)


@pytest.mark.parametrize(("seconds", "factor"), [(0.0001, 1.0), (0.003, 1.0), (0.03, 10.0), (100.0, 60.0)])
def test_limits_are_stretched_on_a_slow_machine_and_never_shortened(monkeypatch, seconds, factor):
    monkeypatch.setattr(speed, "_round", lambda: seconds)
    speed.slowness.cache_clear()
    try:
        assert speed.slowness() == factor
        assert GRADING.here().net_seconds == 120 * factor
        monkeypatch.setattr(speed, "_round", lambda: 0.003)
        speed.slowness.cache_clear()
        assert speed.slowness() == factor, "measured once"
    finally:
        speed.slowness.cache_clear()


def commands(tmp_path, *arguments):
    """Run the grader in an interpreter where the self-test sees one fact otherwise."""
    code = (
        "import sys\n"
        "from grader.observer.selftest import known_answers\n"
        "known_answers.EXPECTED = {'os.fork': {**known_answers.EXPECTED['os.fork'], 'virtual seconds': 1.0}}\n"
        "from grader.__main__ import main\n"
        "main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "none"), "COLUMNS": "200"},
    )  # fmt: skip


def test_grade_and_verify_refuse_where_a_fact_differs(tmp_path):
    for arguments in (
        (
            "grade",
            "tests/submissions/class",
            "--json",
            str(tmp_path / "x.json"),
            "--gradebook",
            f"sqlite:///{tmp_path}/g",
        ),
        ("verify", "fork/two_returns"),
    ):
        done = commands(tmp_path, *arguments)
        assert done.returncode == 3, done.stderr
        assert "os.fork: virtual seconds: 0.0, expected 1.0" in done.stderr + done.stdout
        assert not (tmp_path / "x.json").exists()


def test_doctor_says_what_differs_and_trace_warns(tmp_path):
    done = commands(tmp_path, "doctor")
    assert done.returncode == 3 and "os.fork: virtual seconds: 0.0, expected 1.0" in done.stdout
    program = tmp_path / "program.py"
    program.write_text("print('hello')\n")
    done = commands(tmp_path, "trace", str(program))
    assert done.returncode == 0 and "hello" in done.stdout and "what follows may not be right" in done.stderr
