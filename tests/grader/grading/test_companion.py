"""A process that grades for another one: its answers, its end, its owner's end."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from grader.grading.companion import Companion, CompanionDied, trial, unpack

OWNER = """
import os, time
from grader.grading.companion import Companion, unpack
companion = Companion()
print(unpack(companion.call(os.getpgid, 0, 60)), companion._process.pid, flush=True)
companion.call(time.sleep, 600, 600)
"""


def test_it_answers_from_a_process_of_its_own_one_call_after_the_other():
    companion = Companion()
    try:
        pids = {unpack(companion.call(eval, "__import__('os').getpid()", 60)) for _ in range(3)}
        assert len(pids) == 1
        assert pids != {os.getpid()}
    finally:
        companion.close()


def test_what_a_check_prints_does_not_get_between_the_answers(capfd):
    companion = Companion()
    try:
        assert unpack(companion.call(print, "to stdout", 60)) is None
        assert unpack(companion.call(len, "four", 60)) == 4
    finally:
        companion.close()


def test_one_that_dies_and_one_that_is_too_slow_are_told_apart():
    with pytest.raises(CompanionDied, match="exit code 3"):
        Companion().call(os._exit, 3, 60)
    with pytest.raises(CompanionDied, match=r"not graded after 0.1 seconds"):
        Companion().call(time.sleep, 600, 0.1)


def test_it_dies_with_its_owner_in_the_middle_of_its_work():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    companion = psutil.Process(int(owner.stdout.readline().split()[1]))
    owner.kill()
    owner.wait()
    owner.stdout.close()
    psutil.wait_procs([companion], timeout=30)
    assert not companion.is_running() or companion.status() == psutil.STATUS_ZOMBIE


def test_a_machine_that_can_grade_passes_the_trial():
    companion = Companion()
    try:
        assert unpack(companion.call(trial, "bubblewrap", 60)) is None
    finally:
        companion.close()
