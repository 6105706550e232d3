"""`grader trace`: options, exit codes, what passes through, and the JSON that other programs read."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.observer.schedules import NAMES
from grader.traces.json_form import dumps, from_json

NUMBER = (int, float)


@pytest.fixture
def trace(tmp_path):
    """Run `grader trace` with these arguments in a folder that has program.py."""

    def run(source, *arguments, **options):
        (tmp_path / "program.py").write_text(textwrap.dedent(source))
        options.setdefault("stdin", subprocess.DEVNULL) if "input" not in options else None
        return subprocess.run(
            [sys.executable, "-m", "grader", "trace", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            errors="replace",
            **options,
        )

    return run


FAMILY = """
    import os, signal, sys, time
    from multiprocessing import Process

    def work():
        print("child", file=sys.stderr)
        time.sleep(2)
        os.kill(os.getppid(), signal.SIGCONT)

    if __name__ == "__main__":
        child = Process(target=work)
        child.start()
        child.join()
        os.write(1, b"\\xff\\n")
        os.system("exit 4")
    """


@pytest.mark.parametrize("code", [0, 1, 2, 3, 77, 255])
def test_the_programs_exit_code_is_passed_on(trace, code):
    assert trace(f"raise SystemExit({code})", "program.py").returncode == code


def test_a_signal_is_passed_on_as_shells_do(trace):
    assert trace("import os; os.kill(os.getpid(), 9)", "program.py").returncode == 128 + signal.SIGKILL


def test_another_outcome_is_1(trace):
    done = trace("import threading; threading.Event().wait()", "program.py")
    assert done.returncode == 1 and "deadlock" in done.stdout and "program.py:1" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["missing.py"],
        ["--schedule", "fastest", "program.py"],
        ["--nonsense", "program.py"],
        ["--python", "/nowhere/python", "program.py"],
        ["-m"],
        ["--json", "/nowhere/trace.json", "program.py"],
        ["--seed", "x", "program.py"],
    ],
)
def test_wrong_usage_is_2_and_the_program_does_not_run(trace, arguments):
    done = trace("open('ran', 'w')", *arguments)
    assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr
    assert not Path("ran").exists()


def test_where_tracing_is_forbidden_it_is_3_with_a_remedy(trace, tmp_path):
    """A process that is traced already cannot be traced again, so `grader trace` inside of `grader trace` cannot."""
    inner = f"""
        import subprocess, sys

        sys.exit(subprocess.run([{sys.executable!r}, "-m", "grader", "trace", "x.py"]).returncode)
        """
    (tmp_path / "x.py").write_text("pass")
    done = trace(inner, "--real-time", "program.py")
    assert done.returncode == 3 and "ptrace" in done.stderr and "doctor" in done.stderr


def test_stdin_passes_through_and_output_comes_before_the_report(trace):
    done = trace("import sys; print('hello', input()); print('oops', file=sys.stderr)", "program.py", input="you\n")
    assert done.stdout.startswith("hello you\n") and done.stderr == "oops\n"
    assert len(done.stdout.splitlines()) > 1


def test_output_is_passed_on_while_the_program_runs(tmp_path):
    (tmp_path / "program.py").write_text("print('name?'); print('hello', input())")
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "trace", "program.py"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"name?\n"
        process.stdin.write(b"you\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"hello you\n"
        process.stdout.read()


def test_arguments_and_options_of_the_program_are_its_own(trace):
    done = trace("import sys; print(sys.argv)", "program.py", "--json", "-m", "x")
    assert done.stdout.startswith("['program.py', '--json', '-m', 'x']\n")


def test_a_module_runs_as_with_python(trace, tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__main__.py").write_text("import sys; print(__name__, __package__, sys.argv[1:])")
    assert trace("", "-m", "package", "-x").stdout.startswith("__main__ package ['-x']\n")


def test_another_interpreter(trace, tmp_path):
    link = tmp_path / "another"
    link.symlink_to(os.path.realpath(sys.executable))
    done = trace("import sys; print(sys.executable)", "--python", str(link), "program.py")
    assert done.stdout.splitlines()[0] == str(link)


def test_real_time_leaves_the_clock_alone_and_records_sleeps(trace, tmp_path):
    source = "import time; a = time.time(); time.sleep(0.2); print(0.2 <= time.time() - a < 60)"
    done = trace(source, "--real-time", "--json", "out.json", "program.py")
    assert done.stdout.startswith("True\n")
    data = json.loads((tmp_path / "out.json").read_text())
    sleeps = [event["seconds"] for event in data["events"] if event["kind"] == "sleep"]
    assert len(sleeps) == 1 and 0.1 < sleeps[0] <= 0.2 and data["virtual_seconds"] >= 0.2


def test_unbuffered_environment_does_not_change_what_is_seen(trace):
    done = trace("print('a', 'b')", "program.py", env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert done.stdout.startswith("a b\n")


# --- the contract of --json ---------------------------------------------------------------------------------------

PROCESS = {
    "id": int, "pid": int, "parent": (int, type(None)), "ppid": int, "role": str, "command": str, "born": NUMBER,
    "exited": (*NUMBER, type(None)), "exit_code": (int, type(None)), "signal": (str, type(None)), "reaped": bool,
    "orphaned": bool, "output": str, "errors": str,
}  # fmt: skip
EVENTS = {
    "fork": {"child": int}, "exec": {}, "write": {"stream": str, "text": str}, "mark": {"text": str},
    "sleep": {"seconds": NUMBER}, "wait": {"on": (int, type(None))}, "reap": {"child": int},
    "signal": {"signal": str, "target": int}, "exit": {"exit_code": (int, type(None)), "signal": (str, type(None))},
}  # fmt: skip
BLOCKED = {
    "process": int,
    "syscall": str,
    "on": (int, str, type(None)),
    "where": (str, type(None)),
    "stack": list,
}


def has_exactly(data, fields):
    assert data.keys() == fields.keys()
    for name, kind in fields.items():
        assert isinstance(data[name], kind), (name, data[name])


def check(data):
    """Whether the object is as the contract says."""
    assert list(data) == [
        "schema", "program", "schedule", "seed", "outcome", "virtual_seconds", "processes", "events", "blocked",
    ]  # fmt: skip
    assert data["schema"] == 1 and data["schedule"] in NAMES and isinstance(data["seed"], int)
    assert [process["id"] for process in data["processes"]] == list(range(1, len(data["processes"]) + 1))
    ids = {process["id"] for process in data["processes"]}
    for process in data["processes"]:
        has_exactly(process, PROCESS)
        assert process["role"] in ("main", "child", "helper")
        assert process["parent"] in ids or process["id"] == 1
    assert [event["n"] for event in data["events"]] == list(range(1, len(data["events"]) + 1))
    for event in data["events"]:
        place = {"where": (str, type(None)), "function": (str, type(None))}
        has_exactly(event, {"n": int, "t": NUMBER, "process": int, "kind": str} | place | EVENTS[event["kind"]])
        assert {event["process"], event.get("child", 1), event.get("target", 1), event.get("on") or 1} <= ids
    for blocked in data["blocked"]:
        has_exactly(blocked, BLOCKED)
    assert json.loads(dumps(from_json(data))) == data


@pytest.mark.parametrize("options", [["--schedule", name] for name in NAMES] + [["--real-time"]], ids=lambda o: o[-1])
def test_json_is_as_the_contract_says(trace, tmp_path, options):
    done = trace(FAMILY, *options, "--json", "out.json", "program.py")
    data = json.loads((tmp_path / "out.json").read_text())
    check(data)
    assert done.returncode == 0 and data["outcome"] == "finished" and data["blocked"] == []
    assert {event["kind"] for event in data["events"]} == set(EVENTS) - {"mark"}
    assert data["processes"][0]["output"] == "\\xff\n" and data["processes"][1]["errors"] == "child\n"
    assert data["program"][1:] == ["program.py"]
    assert data["processes"][2]["exit_code"] == 4 and data["processes"][2]["command"].startswith("sh ")


def test_json_of_a_deadlock_says_where_everybody_stood(trace, tmp_path):
    trace("import threading\nthreading.Event().wait()", "--json", "out.json", "program.py")
    data = json.loads((tmp_path / "out.json").read_text())
    check(data)
    (blocked,) = data["blocked"]
    assert data["outcome"] == "deadlock" and (blocked["on"], blocked["where"]) == ("lock", "program.py:2")
    assert blocked["stack"] and data["processes"][0]["exited"] is None


def test_random_says_its_seed(trace, tmp_path):
    trace("pass", "--schedule", "random", "--seed", "7", "--json", "out.json", "program.py")
    data = json.loads((tmp_path / "out.json").read_text())
    assert (data["schedule"], data["seed"]) == ("random", 7)


def test_a_page_is_written(trace, tmp_path):
    trace(FAMILY, "--html", "out.html", "program.py")
    assert "<svg" in (tmp_path / "out.html").read_text()
