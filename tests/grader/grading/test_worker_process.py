"""A process that grades for another one: its answers, its end, its owner's end."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from grader.grading.worker_process import WorkerDied, WorkerProcess, trial, unpack

OWNER = """
import os, time
from grader.grading.worker_process import WorkerProcess, unpack
process = WorkerProcess()
print(unpack(process.call(os.getpgid, 0, 60)), process._process.pid, flush=True)
process.call(time.sleep, 600, 600)
"""


def test_it_answers_from_a_process_of_its_own_one_call_after_the_other():
    process = WorkerProcess()
    try:
        pids = {unpack(process.call(eval, "__import__('os').getpid()", 60)) for _ in range(3)}
        assert len(pids) == 1
        assert pids != {os.getpid()}
    finally:
        process.close()


def test_what_a_check_prints_does_not_get_between_the_answers(capfd):
    process = WorkerProcess()
    try:
        assert unpack(process.call(print, "to stdout", 60)) is None
        assert unpack(process.call(len, "four", 60)) == 4
    finally:
        process.close()


def test_one_that_dies_and_one_that_is_too_slow_are_told_apart():
    with pytest.raises(WorkerDied, match="exit code 3"):
        WorkerProcess().call(os._exit, 3, 60)
    with pytest.raises(WorkerDied, match=r"not graded after 0.1 seconds"):
        WorkerProcess().call(time.sleep, 600, 0.1)


def test_it_dies_with_its_owner_in_the_middle_of_its_work():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    process = psutil.Process(int(owner.stdout.readline().split()[1]))
    owner.kill()
    owner.wait()
    owner.stdout.close()
    psutil.wait_procs([process], timeout=30)
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_machine_that_can_grade_passes_the_trial():
    process = WorkerProcess()
    try:
        assert unpack(process.call(trial, "bubblewrap", 60)) is None
    finally:
        process.close()
