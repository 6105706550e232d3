"""Every hostile submission: its verdict, its score, and that nothing was seen, touched, left behind or delayed."""

import contextlib
import ctypes
import os
import socket
import sys
import time
from pathlib import Path

import psutil
import pytest

from grader.course.contents import find_course
from grader.grading.one import Job, grade

sys.path.insert(0, str(Path(__file__).parent))

from hostile import HONEST, HOSTILE, ROOT, all_hostile

PR_SET_CHILD_SUBREAPER = 36
CLASSES = {"interpreter", "files", "channels", "processes", "course"}
HOSTILES = all_hostile()
PATIENCE_SECONDS = 20


@pytest.fixture(scope="module", autouse=True)
def services():
    """What a submission must not reach: a service on the loopback, one on an abstract socket, a secret variable."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # whatever is orphaned becomes ours, and is seen
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as abstract:
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for one, address in ((tcp, ("127.0.0.1", 47613)), (abstract, "\0grader-canary")):
            try:
                one.bind(address)
                one.listen()
            except OSError:  # another run of these tests listens there
                pass
        os.environ["GRADER_CANARY"] = "secret"
        yield
        del os.environ["GRADER_CANARY"]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def job(hostile, isolation="bubblewrap"):
    course = find_course(ROOT)
    exercises = tuple(exercise for exercise in course.exercises if exercise.key in (HOSTILE, HONEST))
    return Job(hostile.submission(), course, exercises, isolation, "seed")


def children_left():
    """Who is still there of what was started; who has been killed may need a moment to go."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        left = []
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if process.status() != psutil.STATUS_ZOMBIE:
                    left.append(process)
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.01)


def test_there_are_enough_and_every_class_has_some():
    assert len(HOSTILES) >= 60
    assert {hostile.facts["class"] for hostile in HOSTILES} == CLASSES
    for hostile in HOSTILES:
        assert {"class", "harm", "shown", "score"} <= hostile.facts.keys(), hostile.path


@pytest.mark.parametrize("hostile", HOSTILES, ids=lambda hostile: hostile.name)
def test_it_gains_sees_reaches_and_leaves_nothing(hostile, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    scenarios = {path: path.read_bytes() for path in (ROOT / "tests" / "scenarios").rglob("*.py")}
    runs = []
    result = grade(job(hostile), on_run=lambda exercise, facts: runs.append((exercise.key, facts)))
    assert result.status == "graded", result.reason
    checks = result.exercises[HOSTILE].checks
    told = [(check.misconception, check.message) for check in checks if not check.passed]
    assert result.exercises[HOSTILE].score == float(hostile.facts["score"]), told
    if "why" in hostile.facts:
        assert hostile.facts["why"] in {misconception for misconception, _ in told}, told
    assert result.exercises[HONEST].score == result.exercises[HONEST].max_score, result.exercises[HONEST]
    for _, facts in runs:
        for process in facts.trace.processes:
            assert "HARM" not in process.output + process.errors
    assert not children_left()
    assert not Path("/tmp/grader-pwned").exists()
    assert not list(tmp_path.iterdir())
    assert scenarios == {path: path.read_bytes() for path in (ROOT / "tests" / "scenarios").rglob("*.py")}


@pytest.mark.parametrize(
    "hostile", [h for h in HOSTILES if h.facts.get("unprotected") == "HARM"], ids=lambda hostile: hostile.name
)
def test_without_protection_it_does_its_harm(hostile):
    if hostile.name == "lease_on_a_scenario" and (ROOT / "tests" / "scenarios").stat().st_uid != os.getuid():
        pytest.skip("only a file's owner gets a lease on it")
    runs = []
    result = grade(job(hostile, "none"), on_run=lambda exercise, facts: runs.append(facts))
    # One that hides from the observer is not graded at all, where the grader is an ordinary user.
    assert any("HARM" in facts.main.output for facts in runs) or result.status == "not-graded"
