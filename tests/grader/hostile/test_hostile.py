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
from grader.grading.grade_submission import Job, grade

sys.path.insert(0, str(Path(__file__).parent))

from hostile import HONEST, HOSTILE, ROOT, all_hostile
from throw_away import GONE, SECONDS, SECONDS_TO_HANG, seen_unprotected

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


def having(fact):
    return [hostile for hostile in HOSTILES if fact in hostile.facts]


def test_there_are_enough_and_every_class_has_some():
    assert len(HOSTILES) >= 60
    assert {hostile.facts["class"] for hostile in HOSTILES} == CLASSES
    for hostile in HOSTILES:
        assert {"class", "harm", "shown", "score"} <= hostile.facts.keys(), hostile.path
        # Its harm is shown without protection, by the limit that it runs into, or by the points that it costs.
        shown = {"unprotected", "as root", "reaches"} & hostile.facts.keys()
        assert shown or float(hostile.facts["score"]) < 3, hostile.path


@pytest.mark.parametrize("hostile", HOSTILES, ids=lambda hostile: hostile.name)
def test_it_gains_sees_reaches_and_leaves_nothing(hostile, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    scenarios = {path: path.read_bytes() for path in (ROOT / "tests" / "scenarios").rglob("*.py")}
    runs = []
    result = grade(job(hostile), on_run=lambda exercise, facts: runs.append((exercise.key, facts)))
    assert result.status == "graded", result.reason
    checks = result.exercises[HOSTILE].checks
    told = [(check.misconception, check.happened) for check in checks if not check.passed]
    assert result.exercises[HOSTILE].score == float(hostile.facts["score"]), told
    if "why" in hostile.facts:
        assert hostile.facts["why"] in {misconception for misconception, _ in told}, told
    assert result.exercises[HONEST].score == result.exercises[HONEST].max_score, result.exercises[HONEST]
    if "reaches" in hostile.facts:
        assert hostile.facts["reaches"] in {facts.trace.outcome for key, facts in runs if key == HOSTILE}
    for _, facts in runs:
        for process in facts.trace.processes:
            assert "HARM" not in process.output + process.errors
    assert not children_left()
    assert not Path("/tmp/grader-pwned").exists()
    assert not list(tmp_path.iterdir())
    assert scenarios == {path: path.read_bytes() for path in (ROOT / "tests" / "scenarios").rglob("*.py")}


@pytest.mark.parametrize("hostile", having("unprotected"), ids=lambda hostile: hostile.name)
def test_without_protection_it_does_its_harm(hostile, tmp_path):
    words = set(hostile.facts["unprotected"].split(", or "))
    seconds = SECONDS_TO_HANG if words & {"hangs", GONE} else SECONDS
    assert words & seen_unprotected(dict(hostile.submission().files), tmp_path, seconds)


def test_without_protection_an_honest_submission_does_none(tmp_path):
    honest = {f"{HOSTILE}.py": (ROOT / "solutions" / f"{HOSTILE}.py").read_bytes()}
    assert seen_unprotected(honest, tmp_path) == {"passes"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may have what it asks for")
@pytest.mark.parametrize("hostile", having("as root"), ids=lambda hostile: hostile.name)
def test_without_protection_it_does_its_harm_as_root(hostile):
    runs = []
    grade(job(hostile, "none"), on_run=lambda exercise, facts: runs.append(facts))
    assert any(hostile.facts["as root"] in facts.main.output for facts in runs)
