"""A grader that is killed at any moment and started again: nothing lost, nothing twice, nothing half."""

import os
import random
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from small_class import grade, grade_command, results, small_class, small_course, told

from grader.gradebook.store import scores

KILLS = int(os.environ.get("GRADER_KILLS", "30"))


def cpu_seconds(root: psutil.Process) -> float:
    """What a process and its descendants have computed."""
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def timelines(report: Path) -> dict[str, int]:
    """How many timelines each page has; what they show may differ in what no verdict depends on."""
    return {path.relative_to(report).as_posix(): path.read_text().count("<svg") for path in report.rglob("*.html")}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [3, pytest.param(KILLS, marks=pytest.mark.siege)])
def test_killed_and_resumed_it_comes_to_the_result_of_an_undisturbed_grading(tmp_path, kills):
    """The moments are drawn by how much the grader has computed, not by a clock."""
    course, submissions = small_course(tmp_path / "course"), small_class(tmp_path / "class", 2 * kills)
    everything = (submissions, "--jobs", 2, "--json", "out.json", "--report", "report")
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    assert grade(course, *everything, cwd=calm).returncode == 0
    rough.mkdir()
    draw = random.Random(7)
    new: list[str] = []
    for _ in range(kills):
        with (rough / "said").open("w") as said:
            grader = subprocess.Popen(
                grade_command(course, *everything), cwd=rough, stderr=said, stdout=said, stdin=subprocess.DEVNULL
            )
        after = draw.uniform(0.2, 6)
        while grader.poll() is None and cpu_seconds(psutil.Process(grader.pid)) < after:
            time.sleep(0.01)
        grader.kill()
        grader.wait()
        new += told((rough / "said").read_text())
    done = grade(course, *everything, cwd=rough)
    assert done.returncode == 0, done.stderr
    new += told(done.stderr)
    assert len(new) == len(set(new)), "somebody was graded twice"
    assert results(rough / "out.json") == results(calm / "out.json")
    assert timelines(rough / "report") == timelines(calm / "report")
    assert (rough / "report" / "checks.csv").read_text() == (calm / "report" / "checks.csv").read_text()
    assert scores(f"sqlite:///{rough}/gradebook.db") == scores(f"sqlite:///{calm}/gradebook.db")


def test_a_new_report_of_kept_results_has_every_timeline(tmp_path):
    course, submissions = small_course(tmp_path / "course"), small_class(tmp_path / "class", 4)
    assert grade(course, submissions, "--report", "first", cwd=tmp_path).returncode == 0
    done = grade(course, submissions, "--report", "second", cwd=tmp_path)
    assert told(done.stderr) == []
    assert timelines(tmp_path / "second") == timelines(tmp_path / "first")
    assert sum(count for page, count in timelines(tmp_path / "second").items() if "students" in page) >= 2


def test_results_that_cannot_be_written_are_no_traceback_and_nothing_is_lost(tmp_path):
    course, submissions = small_course(tmp_path / "course"), small_class(tmp_path / "class", 2)
    done = grade(course, submissions, "--json", "/dev/full", cwd=tmp_path)
    assert done.returncode == 3
    assert "results cannot be written ([Errno 28] No space left on device)" in done.stderr
    assert "Traceback" not in done.stderr
    again = grade(course, submissions, "--json", "out.json", cwd=tmp_path)
    assert again.returncode == 0 and told(again.stderr) == []
