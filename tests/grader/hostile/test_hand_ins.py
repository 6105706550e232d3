"""Hostile archives, notebooks and folders through the real command: their verdicts, and nothing written elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from archives import FILE, RIGHT, all_hand_ins
from hostile import HOSTILE, ROOT

from grader.course.archives import without_suffix

OUTPUTS = {"out.json", "report", "gradebook.db", "gradebook.db.lock", ".grader"}
MOST_MEMORY_KB = 200_000
MOST_READING_KB = 500_000
"""What the limit on the address space of a process that reads leaves to it."""
MEASURED = """
import atexit, resource, sys
from pathlib import Path
from grader.commands.app import main

def tell():
    # VmHWM and not ru_maxrss, which begins with the memory of whoever started this process (exec(3) keeps it).
    own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    Path(used).write_text(f"{own} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")

atexit.register(tell)
used = sys.argv[1]
sys.argv[1:] = sys.argv[2:]
main()
"""
ESCAPED = (Path("/tmp/grader-escaped.py"), Path("/escaped.py"), Path.home() / "escaped.py")


def tree(folder):
    return {path for path in folder.rglob("*") if not OUTPUTS & set(path.relative_to(folder).parts)}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_hostile_hand_in_gets_its_verdict_and_touches_nothing(tmp_path, monkeypatch):
    folder, temporary = tmp_path / "work" / "class", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    wanted = {}
    (folder / "ann" / "fork").mkdir(parents=True)
    (folder / "ann" / FILE).write_bytes(RIGHT)
    for hand_in in all_hand_ins():
        hand_in.write(folder / hand_in.student)
        wanted[without_suffix(hand_in.student)] = hand_in.score
    before = tree(tmp_path)
    used = tmp_path / "used"
    options = ["--json", "out.json", "--report", "report", "--course", str(ROOT)]
    command = [sys.executable, "-c", MEASURED, str(used), "grade", "class", *options]
    done = subprocess.run(command, cwd=folder.parent, stdin=subprocess.DEVNULL)
    assert done.returncode == 1
    own, children = map(int, used.read_text().split())
    used.unlink()
    assert own < MOST_MEMORY_KB
    assert children < MOST_READING_KB
    results = {one["student"]: one for one in json.loads((folder.parent / "out.json").read_text())["submissions"]}
    assert results.pop("ann")["exercises"][HOSTILE]["score"] == 3
    for student, score in wanted.items():
        (one,) = (one for name, one in results.items() if name[:40] == student[:40])
        assert one["status"] == ("unreadable" if score is None else "graded"), one
        assert score is None or one["exercises"][HOSTILE]["score"] == score, one
        assert one["reason"] is None or "Traceback" not in one["reason"]
    assert tree(tmp_path) == before
    assert not any(path.exists() for path in ESCAPED)
    for page in (folder.parent / "report").rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text(encoding="utf-8")
