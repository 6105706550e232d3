"""Folders that last no longer than whoever made them: closed, killed, or in the middle of it."""

import os
import signal
import subprocess
import sys

import pytest

from grader.sandbox import scratch
from grader.sandbox.scratch import remove, scratch_folder

MAKES_ONE = """
from grader.sandbox.scratch import Scratch
scratch = Scratch()
(scratch.path / "fork").mkdir()
(scratch.path / "fork" / "two_returns.py").touch()
print(scratch.path, flush=True)
input()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder of the test's own, here and in the processes that it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def another_grader():
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES_ONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, process.stdout.readline().strip()


def names(folder):
    return sorted(str(path) for path in folder.iterdir())


def test_it_is_there_for_its_block_and_gone_afterwards(temporary):
    with scratch_folder() as folder:
        assert folder.parent == temporary
        (folder / "file").touch()
    assert names(temporary) == []


def test_what_a_killed_grader_left_goes_with_the_next_one_and_what_a_living_one_uses_stays(temporary):
    dead, _ = another_grader()
    living, used = another_grader()
    with living, dead:
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        next_one, folder = another_grader()
        assert names(temporary) == sorted([used, folder])
        with next_one:
            pass  # its input ends
        living.kill()
    with scratch_folder() as folder:
        assert names(temporary) == [str(folder)]


def test_only_the_graders_own_folders_are_removed(temporary):
    """Also not a link with such a name, nor what it leads to."""
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / "file").touch()
    (temporary / "grader-scratch-notes").mkdir()
    (temporary / "my-grader-scratch-abcdefgh").mkdir()
    (temporary / "grader-scratch-afile123").touch()
    (temporary / "grader-scratch-alink123").symlink_to(temporary / "elsewhere")
    before = names(temporary)
    scratch.remove_leftovers(str(temporary))
    assert names(temporary) == before
    assert names(temporary / "elsewhere") != []


def test_a_folder_that_is_removed_before_it_is_locked_is_made_again(temporary, monkeypatch):
    lock = scratch._lock
    removed = []

    def too_late(folder):
        if not removed:
            removed.append(folder)
            folder.rmdir()
        return lock(folder)

    monkeypatch.setattr(scratch, "_lock", too_late)
    with scratch_folder() as folder:
        assert folder.is_dir() and folder != removed[0]


def test_a_thousand_folders_in_one_another_and_closed_ones_are_removed(tmp_path):
    folder = tmp_path / "filled"
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed" / "inner" / "file").touch()
    (folder / "closed" / "inner").chmod(0)
    (folder / "closed").chmod(0)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").touch()
    (folder / "link").symlink_to(outside)
    at = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deep" * 20, dir_fd=at)
        below = os.open("deep" * 20, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    folder.chmod(0)
    remove(folder)
    assert names(tmp_path) == [str(outside)]
    assert names(outside) == [str(outside / "file")]
