"""A run that only sleeps, where no clock of the observer's ends it, is told as that, and not as the machine's fault."""

import platform
from dataclasses import replace

import pytest
from test_warm import play, stage

from grader.observer.limits import GRADING

SLEEPS = """
import ctypes, os, struct
libc = ctypes.CDLL(None)
page = ctypes.create_string_buffer(64)
address = (ctypes.addressof(page) + 7) & ~7
ctypes.memmove(address + 16, struct.pack("qq", SECONDS, 0), 16)
WAIT_REQUEUE_PI_MONOTONIC = 11
if os.fork() == 0:
    libc.syscall(202, ctypes.c_long(address), WAIT_REQUEUE_PI_MONOTONIC, 0, ctypes.c_long(address + 16),
                 ctypes.c_long(address + 8), 0)
    os._exit(0)
os.wait()
"""
"""FUTEX_WAIT_REQUEUE_PI: a wait whose time is the kernel's (the table in the observer's README)."""
SHORT = replace(GRADING, standstill_seconds=0.5)

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 numbers")


def test_a_tree_that_sleeps_on_waits_for_ever(tmp_path):
    with stage(tmp_path, "bubblewrap", one=SLEEPS.replace("SECONDS", "2**40")) as interpreter:
        trace = play(interpreter, "one", limits=SHORT)
        assert trace.outcome == "waits-for-ever"
        assert [blocked.process for blocked in trace.blocked] == [1, 2]
        assert play(interpreter, "one", limits=SHORT).outcome == "waits-for-ever", "the interpreter still answers"


def test_one_that_comes_to_its_end_does_not(tmp_path):
    text = SLEEPS.replace("SECONDS", "0").replace("os.wait()", "os.wait()\nfor _ in range(3 * 10**7): pass")
    with stage(tmp_path, "bubblewrap", one=text) as interpreter:
        assert play(interpreter, "one", limits=SHORT).outcome == "finished"
