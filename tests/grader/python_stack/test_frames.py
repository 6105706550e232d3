"""The stack that is read from outside is the one that the program itself knows."""

import contextlib
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from interpreters import VERSIONS, interpreter

from grader.python_stack.frames import Interpreter, frames, line_of
from grader.python_stack.frames import interpreter as interpreter_of
from grader.python_stack.layout import COOKIE, layout
from grader.python_stack.symbols import runtime_of

PROGRAM = '''
import os, sys, json, threading, traceback

def stands(n):
    """Some lines that are no code."""
    if n:
        return stands(n - 1)
    known = [(f.name, f.lineno) for f in reversed(traceback.extract_stack())]
    known[0] = (known[0][0], known[0][1] + 6)
    print(json.dumps(known), flush=True)
    value = [
        1,
        2,
        os.read(0, 1),
    ]
    return value


class Thing:
    def méthode(self):
        with open(os.devnull):
            for _ in range(2):
                return [stands(2) for _ in range(1)]


def generator():
    yield Thing().méthode()


async def awaited():
    return list(generator())


def main():
    try:
        raise ValueError
    except ValueError:
        awaited().send(None)


'''


@pytest.fixture(params=VERSIONS)
def python(request):
    path = interpreter(request.param)
    if path is None:
        pytest.skip(f"no Python {request.param} here: put python{request.param} on PATH")
    return path


def wait_until_asleep(pid):
    while Path(f"/proc/{pid}/syscall").read_text().startswith("running"):
        pass


@contextlib.contextmanager
def standing(python, program, folder):
    """A process that runs the program, after it has printed its first line: (PID, that line, how to read memory)."""
    path = folder / "program.py"
    path.write_text(textwrap.dedent(program))
    process = subprocess.Popen([python, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        first = process.stdout.readline()
        wait_until_asleep(process.pid)
        memory = os.open(f"/proc/{process.pid}/mem", os.O_RDONLY)
        yield process.pid, first, lambda address, length: os.pread(memory, length, address)
        os.close(memory)
    finally:
        process.communicate("x")


def test_every_frame_is_the_one_that_the_program_knows(python, tmp_path):
    with standing(python, PROGRAM + "main()\n", tmp_path) as (pid, said, read):
        found = list(frames(interpreter_of(pid, read), read, pid))
    assert [(line.function, line.line) for line in found] == [tuple(known) for known in json.loads(said)]
    assert {line.file for line in found} == {str(tmp_path / "program.py")}


def test_a_thread_has_its_own_stack(python, tmp_path):
    program = PROGRAM + "thread = threading.Thread(target=main)\nthread.start()\nthread.join()\n"
    with standing(python, program, tmp_path) as (pid, _, read):
        running = interpreter_of(pid, read)
        for tid in os.listdir(f"/proc/{pid}/task"):
            wait_until_asleep(int(tid))
        stacks = {int(tid): list(frames(running, read, int(tid))) for tid in os.listdir(f"/proc/{pid}/task")}
    tops = [{line.function for line in stack if line.file.endswith("program.py")} for stack in stacks.values()]
    assert {"<module>"} in tops and any("stands" in names and "<module>" not in names for names in tops)


def test_a_fork_shares_its_parents_interpreter(python, tmp_path):
    program = PROGRAM + "pid = os.fork()\nif pid == 0:\n    main()\nelse:\n    os.waitpid(pid, 0)\n"
    with standing(python, program, tmp_path) as (pid, _, read):
        child = int(Path(f"/proc/{pid}/task/{pid}/children").read_text())
        wait_until_asleep(child)
        memory = os.open(f"/proc/{child}/mem", os.O_RDONLY)
        running = interpreter_of(pid, read)
        found = list(frames(running, lambda address, length: os.pread(memory, length, address), child))
        parent = [line.function for line in frames(running, read, pid)]
        os.close(memory)
    assert [line.function for line in found][:3] == ["stands"] * 3 and found[-1].function == "<module>"
    assert parent == ["<module>"]


def test_what_is_no_python_has_no_interpreter():
    process = subprocess.Popen(["sleep", "100"])
    try:
        assert runtime_of(process.pid) is None
        assert interpreter_of(process.pid, lambda address, length: b"") is None
    finally:
        process.kill()
        process.wait()
    assert runtime_of(process.pid) is None


def test_memory_that_makes_no_sense_ends_the_stack_and_nothing_else(tmp_path):
    with standing(sys.executable, PROGRAM + "main()\n", tmp_path) as (pid, _, read):
        good = interpreter_of(pid, read)
        whole = list(frames(good, read, pid))
        for seen in range(40):
            count = iter(range(10**6))

            def garbled(address, length, count=count, seen=seen):
                if next(count) < seen:
                    return read(address, length)
                return bytes([255]) * length

            fresh = Interpreter(good.address, good.layout)
            assert len(list(frames(fresh, garbled, pid))) <= len(whole)
        unmapped = Interpreter(64, good.layout)
        assert list(frames(unmapped, read, pid)) == []


def test_a_runtime_of_an_unknown_kind_has_no_layout():
    future = COOKIE + (3 << 24 | 99 << 16).to_bytes(8, "little") + bytes(1000)
    assert layout(future, (3, 99)) is None
    free_threaded = COOKIE + (3 << 24 | 14 << 16).to_bytes(8, "little") + (1).to_bytes(8, "little") + bytes(1000)
    assert layout(free_threaded, (3, 14)) is None
    assert layout(bytes(1024), (3, 10)) is None
    assert layout(bytes(1024), (3, 11)) is not None


def test_lines_are_those_of_pythons_own_reading_of_the_table():
    def long_function(x):
        a = [
            x,
            x + 1,
        ]

        for b in a:
            if b:
                print(b)
        return a

    code = long_function.__code__
    for start, end, line in code.co_lines():
        if line is not None:
            for unit in range(start // 2, end // 2):
                assert line_of(code.co_linetable, code.co_firstlineno, unit) == line
