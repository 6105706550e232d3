"""The hostile class and a normal one graded together, and a grader that is killed at any moment."""

import contextlib
import ctypes
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile import HONEST, HOSTILE, ROOT, all_hostile

PR_SET_CHILD_SUBREAPER = 36
KILLS = int(os.environ.get("GRADER_KILLS", "50"))
PATIENCE_SECONDS = 60
NORMAL = ("amara", "jonas")
AGAINST_NEIGHBOURS = (
    *("kills_everybody", "stops_everybody", "fork_bomb", "memory_by_children", "kernel_memory", "immortal_orphan"),
    *("keeps_a_lock", "lease_on_a_scenario", "leaves_files", "leaves_semaphores", "network", "raises_markup"),
)
HOSTILES = all_hostile()
SOME_AND_ALL = (
    pytest.param([hostile for hostile in HOSTILES if hostile.name in AGAINST_NEIGHBOURS], id="some"),
    pytest.param(HOSTILES, id="all", marks=pytest.mark.siege),
)


@pytest.fixture(autouse=True)
def orphans_are_ours():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def command(*arguments) -> list[str]:
    return [sys.executable, "-m", "grader", "grade", *map(str, arguments), "--course", str(ROOT)]


def honest_part(folder: Path, student: str, *exercises: str) -> None:
    for exercise in exercises:
        target = folder / student / f"{exercise}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / "submissions" / "class" / student / f"{exercise}.py", target)


def graded(folder: Path, name: str, *arguments) -> dict:
    done = subprocess.run(
        command(name, "--json", "out.json", "--report", "report", *arguments),
        cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return {one["student"]: one for one in json.loads((folder / "out.json").read_text())["submissions"]}


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("hostiles", SOME_AND_ALL)
def test_normal_scores_are_the_same_beside_the_hostile(tmp_path, hostiles):
    for folder in ("alone", "together"):
        for student in NORMAL:
            honest_part(tmp_path / folder, student, HOSTILE, HONEST, "process/wait_for_child", "pool/ten_tasks")
    for hostile in hostiles:
        for path, content in hostile.submission().files.items():
            target = tmp_path / "together" / hostile.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    alone = graded(tmp_path, "alone")
    together = graded(tmp_path, "together", "--force", "--jobs", "2")
    for student in NORMAL:
        assert together[student] == alone[student]
    for hostile in hostiles:
        result = together[hostile.name]
        assert result["status"] == "graded", result["reason"]
        assert result["exercises"][HOSTILE]["score"] == float(hostile.facts["score"]), hostile.name
        assert result["exercises"][HONEST]["score"] == result["exercises"][HONEST]["max_score"], hostile.name
    for page in (tmp_path / "report").rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text(encoding="utf-8")
    assert descendants() == []


def descendants() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def cpu_seconds() -> float:
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [3, pytest.param(KILLS, marks=pytest.mark.siege)])
def test_a_grader_that_is_killed_leaves_no_process_and_loses_no_finished_result(tmp_path, monkeypatch, kills):
    """The moments are drawn by how much the grader has computed, not by a clock."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    for student in ("amara", "bogdan", "chiara", "dmitri"):
        honest_part(tmp_path / "class", student, HOSTILE)
        with (tmp_path / "class" / student / f"{HOSTILE}.py").open("a") as file:
            file.write(f"# {student}\n")  # results are kept by content
    draw = random.Random(6)
    most = 0.0
    told = left = 0
    for moment in range(kills + 1):
        shutil.rmtree(tmp_path / ".grader", ignore_errors=True)
        said = tmp_path / f"said{moment}"
        with said.open("w") as file:
            grader = subprocess.Popen(
                command("class", "--jobs", "2"), cwd=tmp_path, stderr=file, stdout=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        # The first one is not killed: it says how much there is to compute.
        after, used = (draw.uniform(0, most) if moment else float("inf")), 0.0
        while grader.poll() is None and used < after:
            used = max(used, cpu_seconds())
            time.sleep(0.002)
        if not moment:
            assert grader.wait() == 0, said.read_text()
            most = used
        grader.kill()
        grader.wait()
        end = time.monotonic() + PATIENCE_SECONDS
        while descendants() and time.monotonic() < end:
            reap()
            time.sleep(0.005)
        assert descendants() == [], f"killed after {after:.2f} seconds of computing"
        reap()
        finished = [line for line in said.read_text().splitlines() if " of " in line]
        told += len(finished)
        if finished:
            with contextlib.closing(sqlite3.connect(tmp_path / ".grader" / "results.sqlite")) as database:
                kept = database.execute("SELECT count(*) FROM results").fetchone()[0]
            assert kept >= len(finished)
        left += any(temporary.iterdir())
    subprocess.run(command("class", "--force"), cwd=tmp_path, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    assert list(temporary.iterdir()) == [], "the next grader removes what the killed ones left"
    print(f"{kills} kills, {told} finished results, none lost; folders were left {left} times, none remains")
