"""`grader trace --explore N`: each different outcome of a program once, with the schedule that leads to it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

RACE = """
import os
pid = os.fork()
os.write(1, b"child\\n" if pid == 0 else b"parent\\n")
os.write(2, f"{os.getpid()}\\n".encode())
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
"""
ORDERED = """
import os, sys
text = sys.stdin.read()
pid = os.fork()
if pid == 0:
    os.write(1, b"child %d\\n" % os.getpid())
    os._exit(0)
os.waitpid(pid, 0)
os.write(1, b"parent " + text.encode())
"""
STUCK = """
import os, time
r, w = os.pipe()
late = []
if os.fork() == 0:
    os.write(w, b"x")
    os._exit(0)
time.sleep(1)
os.set_blocking(r, False)
try:
    os.read(r, 1)
except BlockingIOError:
    os.set_blocking(r, True)
    os.read(r, 1), os.read(r, 1)
"""


def explored(tmp_path: Path, text: str, *words: str, input: str = "") -> subprocess.CompletedProcess[str]:
    program = tmp_path / "program.py"
    program.write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "grader", "trace", *words, str(program)], capture_output=True, text=True, check=False,
        input=input, timeout=120,
    )  # fmt: skip


def test_each_order_is_shown_once_with_its_schedules_and_how_to_see_it_again(tmp_path: Path) -> None:
    done = explored(tmp_path, RACE, "--explore", "4")
    assert done.returncode == 0, done.stderr
    assert "4 runs, 2 different outcomes" in done.stdout
    shown = re.findall(r"^Again: grader trace --schedule (\S+)", done.stdout, re.M)
    assert len(shown) == 2
    assert done.stdout.count("Output by author") == 2
    first = {re.search(r"│ (child|parent)", part)[1] for part in done.stdout.split("Output by author")[1:]}
    assert first == {"child", "parent"}


def test_a_program_that_waits_has_one_outcome_and_reads_its_input_each_time(tmp_path: Path) -> None:
    done = explored(tmp_path, ORDERED, "--explore", "10", input="hello\n")
    assert "10 runs, the same outcome each time" in done.stdout, done.stdout
    assert "│ parent hello" in done.stdout


def test_a_deadlock_under_one_schedule_is_an_outcome_and_fails(tmp_path: Path) -> None:
    done = explored(tmp_path, STUCK, "--explore", "4")
    assert done.returncode == 1
    assert "2 different outcomes" in done.stdout and "Deadlock" in done.stdout and "finished" in done.stdout
    assert "--schedule slow-child" in done.stdout


def test_what_does_not_go_together_is_refused(tmp_path: Path) -> None:
    done = explored(tmp_path, RACE, "--explore", "2", "--html", str(tmp_path / "x.html"))
    assert done.returncode == 2 and "leave out" in done.stderr and not (tmp_path / "x.html").exists()
