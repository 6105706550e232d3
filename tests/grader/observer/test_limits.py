"""Each limit has its outcome, and nothing of a run that was ended is left."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from observed import NET, lines

from grader.observer.limits import GRADING

TAG = "OBSERVER_TEST_RUN"


@pytest.fixture
def tag():
    return {TAG: os.urandom(8).hex()}


def survivors(tag):
    """The processes of a run that are still there, even as zombies of ours."""
    needle = f"{TAG}={tag[TAG]}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if needle in (folder / "environ").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return found


BOMBS = {
    "fork": "import os\nwhile True: os.fork()",
    "fork in a shell": "import os\nos.execvp('sh', ['sh', '-c', 'f() { f | f & }; f; sleep 1000'])",
    "children that sleep": "import os, time\nwhile True:\n    if os.fork() == 0: time.sleep(100); os._exit(0)",
    "sessions": "import os\nwhile True:\n    if os.fork() == 0: os.setsid()",
    "threads": "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(100,)).start()",
    "vfork": "import subprocess\nwhile True: subprocess.Popen(['sleep', '1000'])",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_end_at_the_process_limit(watch, schedule, bomb, tag):
    trace = watch(BOMBS[bomb], schedule, environment=tag, limits=replace(NET, processes=20, cpu_seconds=30))
    assert trace.outcome == "process-limit" and trace.exit_status() == 1
    assert len([process for process in trace.processes if process.exited is None]) <= 21
    assert survivors(tag) == []


def test_processes_that_are_slow_to_exit_end_with_their_run(watch, tag):
    """SIGKILL does not wake a process that is held at its exit stop."""
    source = "import os\nwhile True:\n    if os.fork() == 0: os._exit(0)"
    limits = replace(NET, processes=20, wall_seconds=20.0)
    assert watch(source, "slow-exit", environment=tag, limits=limits).outcome == "process-limit"
    assert survivors(tag) == []
    collected = "import os\nfor _ in range(40):\n    if os.fork() == 0: os._exit(0)\n    os.wait()"
    assert watch(collected, "slow-exit", environment=tag, limits=limits).outcome == "finished"


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import os\nif os.fork() == 0:\n    while True: pass\nos.wait()",
        "import os\nwhile True: os.stat('/')",
        "import threading\nfor i in range(3): threading.Thread(target=exec, args=('while True: pass',)).start()",
    ],
)
def test_endless_loops_end_at_the_cpu_limit(watch, source, tag):
    trace = watch(source, environment=tag, limits=replace(GRADING, cpu_seconds=2.0, wall_seconds=None))
    assert trace.outcome == "cpu-limit"
    assert survivors(tag) == []


def test_an_endless_wait_for_a_certain_time_ends_at_the_limit_of_virtual_time(watch):
    trace = watch("import time\nwhile time.time() > 0: pass", limits=replace(GRADING, wall_seconds=None))
    assert trace.outcome == "time-limit"


def test_a_loop_is_found_before_the_cpu_limit_where_nothing_else_can_happen(watch):
    trace = watch("while True: pass", limits=replace(GRADING, cpu_seconds=1000, wall_seconds=None))
    assert trace.outcome == "cpu-limit" and trace.blocked[0].where == "program.py:1"


def test_a_child_that_loops_can_be_given_up(watch, schedule):
    trace = watch(
        """
        from multiprocessing import Process

        def work():
            while True:
                pass

        if __name__ == "__main__":
            child = Process(target=work)
            child.start()
            child.join(3)
            print(child.is_alive())
            child.terminate()
            child.join()
            print(child.exitcode)
        """,
        schedule,
        limits=replace(GRADING, wall_seconds=None),
    )
    assert trace.outcome == "finished" and lines(trace) == ["True", "-15"]


def test_wall_limit(watch, tag):
    trace = watch("while True: pass", environment=tag, limits=replace(NET, wall_seconds=0.3))
    assert trace.outcome == "wall-limit" and survivors(tag) == []


def test_virtual_time_limit(watch, tag):
    trace = watch("import time; time.sleep(10**8)", environment=tag, limits=replace(NET, virtual_seconds=1e6))
    assert (trace.outcome, trace.virtual_seconds) == ("time-limit", 0.0) and survivors(tag) == []
    assert trace.blocked[0].on == "timer"


@pytest.mark.parametrize("stream", [1, 2])
def test_output_limit(watch, tag, stream):
    source = f"import os\nwhile True: os.write({stream}, b'x' * 10000)"
    trace = watch(source, environment=tag, limits=replace(NET, output_bytes=1_000_000))
    assert trace.outcome == "output-limit" and survivors(tag) == []
    assert len(trace.main.output + trace.main.errors) < 2_000_000


def test_memory_limit(watch, tag):
    source = "data = []\nwhile True: data.append(bytearray(b'x' * 1_000_000))"
    trace = watch(source, environment=tag, limits=replace(NET, memory_bytes=200_000_000))
    assert trace.outcome == "memory-limit" and survivors(tag) == []


def test_memory_that_is_shared_counts_once(watch):
    trace = watch(
        """
        import os, time

        data = bytearray(b"x" * 50_000_000)
        for i in range(10):
            if os.fork() == 0:
                time.sleep(1)
                os._exit(0)
        start = time.process_time()
        while time.process_time() < start + 0.2:
            pass
        for i in range(10):
            os.wait()
        """,
        limits=replace(NET, memory_bytes=200_000_000),
    )
    assert trace.outcome == "finished"


def test_ended_runs_say_where_everybody_stood(watch):
    trace = watch(
        """\
        import os, time
        if os.fork() == 0:
            while True:
                pass
        os.wait()
        """,
        limits=replace(GRADING, wall_seconds=None, cpu_seconds=1.0),
    )
    blocked = {b.process: (b.syscall, b.on, b.where) for b in trace.blocked}
    assert blocked[1] == ("wait4", "any child", "program.py:5")
    assert blocked[2][0] == "running" and blocked[2][2] in ("program.py:3", "program.py:4")


def test_a_bomb_ends_soon(watch):
    began = time.process_time()
    trace = watch("import os\nwhile True: os.fork()", limits=GRADING)
    assert trace.outcome == "process-limit" and time.process_time() - began < 2.0
