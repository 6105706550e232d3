"""The walls without namespaces: what a scenario can and cannot do behind them, where bubblewrap is not possible."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import landlock
from grader.sandbox.warm import Play, WarmInterpreter

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(landlock.probe() is not None, reason=str(landlock.probe()))

NO_NAMESPACES = """
import ctypes, errno, struct, sys, os
libc = ctypes.CDLL(None, use_errno=True)
step = lambda *a: struct.pack("HBBI", *a)
refuse, allow = step(6, 0, 0, 0x50000 | errno.EPERM), step(6, 0, 0, 0x7FFF0000)
code = step(0x20, 0, 0, 0) + step(0x15, 4, 0, 272) + step(0x15, 3, 0, 308) + step(0x15, 0, 3, 56)
code += step(0x20, 0, 0, 16) + step(0x45, 0, 1, 0x7E020000) + refuse + allow
buffer = ctypes.create_string_buffer(code, len(code))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer)))
libc.prctl(38, 1, 0, 0, 0)
assert libc.prctl(22, 2, program, 0, 0) == 0
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Runs Python where unshare, setns and clone with namespaces are refused, as in a container (x86-64)."""

CANARY = f"grader-landlock-{os.getpid()}"
"""A name of this process's own: tests of one file may run in two at the same time."""
ESCAPES = {
    "home": "os.listdir(os.path.expanduser('~root'))",
    "tests": f"open({__file__!r}).read(1)",
    "write": "open('/tmp/grader-escaped', 'w')",
    "write the submission": "open(sys.argv[0], 'a')",
    "dates": f"os.utime({__file__!r}, (0, 0))",
    "owner": f"os.chown({__file__!r}, 12, 12)",
    "tcp": "socket.create_connection(('127.0.0.1', 22), 1)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "abstract socket": f"socket.socket(socket.AF_UNIX).connect('\\0' + '{CANARY}')",
    "signal": "os.kill(os.getppid(), 0)",
    "memory of others": "open(f'/proc/{os.getppid()}/mem', 'rb')",
    "limits of others": "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (1, 1))",
    "lease": "fcntl.fcntl(os.open(sys.argv[0], os.O_RDONLY), 1024, 0)",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_the_walls_hold(tmp_path, name):
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit" / "one.py").write_text(
        f"import fcntl, os, resource, socket, sys\n{ESCAPES[name]}\nfrom witness import mark\nmark('escaped')\n"
    )
    with socket_outside(), WarmInterpreter(tmp_path, tmp_path, "landlock") as interpreter:
        trace = interpreter.run(Play("unit/one.py", "{}", "unit"), schedule="natural")
    assert "Error" in trace.main.errors
    assert not any(event.kind == "mark" for event in trace.events)


def socket_outside():
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(f"\0{CANARY}")
    listening.listen()
    return listening


def test_what_a_course_needs_works_behind_them(tmp_path):
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit" / "one.py").write_text(
        "import multiprocessing\nfrom witness import mark\n"
        "def f(x):\n    return x * x\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.Pool(3) as pool:\n        mark('pool', pool.map(f, range(3)))\n"
        "    for method in ('fork', 'spawn', 'forkserver'):\n"
        "        process = multiprocessing.get_context(method).Process(target=f, args=(1,))\n"
        "        process.start()\n        process.join()\n        mark(method, process.exitcode)\n"
        "    with multiprocessing.Manager() as manager:\n        mark('manager', list(manager.list([1])))\n"
    )
    with WarmInterpreter(tmp_path, tmp_path, "landlock") as interpreter:
        trace = interpreter.run(Play("unit/one.py", "{}", "unit"), schedule="natural")
    marks = [event.text for event in trace.events if event.kind == "mark"]
    assert marks == ["pool [0, 1, 4]", "fork 0", "spawn 0", "forkserver 0", "manager [1]", "done"]


@pytest.mark.skipif("x86_64" not in __import__("platform").machine(), reason="the test's filter is for x86-64")
@pytest.mark.parametrize(("isolation", "code"), [("bubblewrap", 3), ("landlock", 0)])
def test_where_namespaces_are_forbidden_nothing_is_graded_with_less_than_asked_for(tmp_path, isolation, code):
    target = tmp_path / "class" / "ann" / "fork" / "own_copy.py"
    target.parent.mkdir(parents=True)
    target.write_bytes((ROOT / "solutions" / "fork" / "own_copy.py").read_bytes())
    arguments = ["grade", "class", "--json", "out.json", "--isolation", isolation, "--course", str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-c", NO_NAMESPACES, "-m", "grader", *arguments],
        cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    if code:
        assert "--isolation landlock protects less" in done.stderr
        assert not (tmp_path / "out.json").exists()
    else:
        (ann,) = json.loads((tmp_path / "out.json").read_text())["submissions"]
        assert ann["exercises"]["fork/own_copy"]["score"] == 3
