"""However the observer ends, no process survives it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import grader.observer.family as family
from grader.observer.errors import ObserverFault

TREE = """
import os, signal, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
for i in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
        while True: pass
print("ready")
while True: pass
"""


def tagged(tag):
    """The PIDs of those whose environment has the tag."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if tag.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def until(condition):
    """Wait for a condition; that it never comes is caught by pytest's timeout."""
    while not condition():
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_the_grader_is_killed(tmp_path, number):
    tag = f"OBSERVER_TEST_TREE={os.urandom(8).hex()}"
    name, _, value = tag.partition("=")
    (tmp_path / "program.py").write_text(TREE)
    code = f"""
        from grader.observer.run import observe

        environment = {{{name!r}: {value!r}}}
        say = lambda *_: print("go", flush=True)
        observe([{sys.executable!r}, "program.py"], environment=environment, on_output=say)
        """
    grader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    grader.stdout.readline()
    assert tagged(tag)
    grader.send_signal(number)
    grader.wait()
    grader.stdout.close()
    until(lambda: not tagged(tag))


def test_a_fault_of_the_observer_kills_the_tree_and_is_said_to_be_one(watch, monkeypatch):
    def broken(self, task, status):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(family.Family, "exit", broken)
    with pytest.raises(ObserverFault, match="ZeroDivisionError: a bug"):
        watch(TREE.removesuffix("while True: pass\n"), environment={"OBSERVER_TEST_FAULT": "1"})
    assert tagged("OBSERVER_TEST_FAULT=1") == []
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_interrupt_from_the_keyboard_kills_the_tree(watch):
    def interrupt(stream, data):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(TREE, on_output=interrupt, environment={"OBSERVER_TEST_INTERRUPT": "1"})
    assert tagged("OBSERVER_TEST_INTERRUPT=1") == []


def test_what_the_program_was_is_told_where_it_cannot_start(watch):
    with pytest.raises(FileNotFoundError):
        watch("pass", python="/nowhere/python")
