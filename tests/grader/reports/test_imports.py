"""Code that ran at import is told as that, with its line and the main guard; an ordinary exception is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from trace_samples import Story

from grader.reports.imports import import_notes

PROGRAM = """import multiprocessing

context = multiprocessing.get_context("{method}")
child = context.Process(target=print, args=("hello",))
{guard}child.start()
"""


def traceback_of(folder: Path, method: str, guard: str) -> str:
    """What such a program really writes."""
    (folder / "demo.py").write_text(PROGRAM.format(method=method, guard=guard))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "demo.py"], cwd=folder, env=environment, capture_output=True, text=True)
    return done.stderr


def notes(errors: str) -> list[str]:
    story = Story("demo.py")
    for _ in range(2):
        child = story.fork()
        story.write(child, errors, "stderr")
        story.exit(child, 1)
    return import_notes(story.trace())


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_missing_main_guard_is_told_once_with_its_line(tmp_path: Path, method: str) -> None:
    errors = traceback_of(tmp_path, method, "")
    assert "bootstrapping phase" in errors
    (note,) = notes(errors)
    assert note.startswith("child 13 imported demo.py")
    assert "ran its line 5 again: child.start()." in note
    assert note.endswith('under if __name__ == "__main__":')


def test_with_the_guard_and_for_another_exception_nothing_is_told(tmp_path: Path) -> None:
    assert notes(traceback_of(tmp_path, "spawn", 'if __name__ == "__main__": ')) == []
    ordinary = (
        'Traceback (most recent call last):\n  File "/x/demo.py", line 3, in <module>\n    1 / 0\nZeroDivisionError\n'
    )
    assert notes(ordinary) == []
