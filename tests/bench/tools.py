"""What a submission costs with the tools that an instructor would use instead: `python tests/bench/tools.py`.

The same four exercises, one a technique, as plain asserts under pytest, check50, otter-grader and stock nbgrader, each
installed from its package and with its own limits; and with every hidden check under every schedule here. The asserts
run a solution once, in real time, in no sandbox, with tasks that take no time: less than a course would need.

A submission costs what a class of six takes longer than a class of one; a looping one, what it takes longer with one
more student, whose first exercise never ends.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGES = ("otter-grader", "check50", "ipykernel", "pytest", "pytest-timeout")
PATIENCE_SECONDS = 100
"""Who has not ended by then is said not to end."""
LOOK_EVERY_SECONDS = 0.05
MEGABYTE = 1 << 20
HELPER = "def _task(n):\n    pass\n"
NBGRADERS_SECONDS = 30
"""nbgrader's limit for a cell, here pytest's for a test."""


def _nbgrader_bench():
    """The neighbour, which cannot be imported by its name: that is nbgrader's own."""
    spec = importlib.util.spec_from_file_location("bench_nbgrader", HERE / "nbgrader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCH = _nbgrader_bench()
TESTS = {key.partition("/")[2]: test for key, test in BENCH.EXERCISES}


@dataclass(frozen=True)
class Cost:
    """Seconds and CPU seconds a submission, the most memory of all processes, and a looping submission's seconds."""

    tool: str
    seconds: float
    cpu_seconds: float
    megabytes: float
    looping_seconds: float | None


@dataclass(frozen=True)
class Spent:
    seconds: float
    cpu_seconds: float
    megabytes: float


Commands = Callable[[Path, list[bool]], Iterator[tuple[Path, list[str]]]]
"""From a new folder and a class (True: one who loops) to what grades it: folders and commands, one after the other."""


def solutions(looping: bool) -> dict[str, str]:
    found = {name: BENCH.solution(unit, name) for unit, _, name in (key.partition("/") for key, _ in BENCH.EXERCISES)}
    return {**found, "two_returns": BENCH.LOOP} if looping else found


def files(folder: Path, contents: dict[str, str]) -> Path:
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def with_pytest(tools: Path) -> Commands:
    tests = {
        f"test_{name}.py": f"from {name} import *\n\n{HELPER}\ndef test_it():\n"
        + textwrap.indent(test.removeprefix(HELPER), "    ")
        for name, test in TESTS.items()
    }

    def commands(folder: Path, students: list[bool]) -> Iterator[tuple[Path, list[str]]]:
        for number, looping in enumerate(students):
            own = {f"{name}.py": text for name, text in solutions(looping).items()}
            place = files(folder / str(number), {**own, **tests})
            yield place, [f"{tools}/pytest", "-q", f"--timeout={NBGRADERS_SECONDS}"]

    return commands


def with_check50(tools: Path) -> Commands:
    checks = ["import check50\n"]
    checks += [
        f'@check50.check()\ndef {name}():\n    """{name}"""\n    check50.run("python3 check_{name}.py").exit(0)\n'
        for name in TESTS
    ]
    scripts = {f"check_{name}.py": f"from {name} import *\n{HELPER}\n{test}\n" for name, test in TESTS.items()}

    def commands(folder: Path, students: list[bool]) -> Iterator[tuple[Path, list[str]]]:
        settings = "check50:\n  files:\n    - !include '*'\n"
        files(folder / "checks", {"__init__.py": "\n\n".join(checks), ".cs50.yaml": settings})
        for number, looping in enumerate(students):
            own = {f"{name}.py": text for name, text in solutions(looping).items()}
            place = files(folder / str(number), {**own, **scripts})
            yield place, [f"{tools}/check50", "--dev", "-o", "json", "--output-file", "../out.json", "../checks"]

    return commands


def with_otter(tools: Path) -> Commands:
    def test_file(name: str, test: str) -> str:
        given = {"two_returns": "fork_once", "wait_for_child": "run_then_say", "greeter": "Greeter"}
        arguments = given.get(name, "ten_tasks, _task")
        head = f'from otter.test_files import test_case\n\nOK_FORMAT = False\nname = "{name}"\npoints = 3\n\n'
        return f"{head}@test_case()\ndef test_it({arguments}):\n" + textwrap.indent(test.removeprefix(HELPER), "    ")

    def commands(folder: Path, students: list[bool]) -> Iterator[tuple[Path, list[str]]]:
        files(folder / "tests", {f"{name}.py": test_file(name, test) for name, test in TESTS.items()})
        generate = [f"{tools}/otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"]
        subprocess.run(generate, cwd=folder, check=True, capture_output=True)
        for number, looping in enumerate(students):
            place = folder / str(number)
            (place / "out").mkdir(parents=True)
            cells = [nbformat.v4.new_code_cell(text) for text in (*solutions(looping).values(), HELPER)]
            kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
            nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), place / "all.ipynb")
            yield place, [f"{tools}/otter", "run", "-a", "../autograder.zip", "-o", "out", "--no-logo", "all.ipynb"]

    return commands


def with_nbgrader(tools: Path) -> Commands:
    def commands(folder: Path, students: list[bool]) -> Iterator[tuple[Path, list[str]]]:
        place = BENCH.classroom(folder / "course", folder, ours=False)
        for number, looping in enumerate(students):
            target = place / "submitted" / f"student{number}" / "ps" / "ps.ipynb"
            target.parent.mkdir(parents=True)
            nbformat.write(BENCH.cells(False, looping), target)
        yield place, [sys.executable, "-m", "nbgrader", "autograde", "ps"]

    return commands


def with_ours(tools: Path) -> Commands:
    def commands(folder: Path, students: list[bool]) -> Iterator[tuple[Path, list[str]]]:
        wanted = {unit: (name,) for unit, _, name in (key.partition("/") for key, _ in BENCH.EXERCISES)}
        course = BENCH.small_course(folder / "course", wanted)
        for number, looping in enumerate(students):
            own = solutions(looping)
            for key, _ in BENCH.EXERCISES:
                # Two submissions with the same content are still two: nothing is kept of one for the other.
                text = f"{own[key.partition('/')[2]]}\n# student {number}\n"
                files(folder / "class" / f"student{number}", {f"{key}.py": text})
        grade = ["grade", "class", "--course", str(course), "--force", "--jobs", "1", "--json", "out.json"]
        yield folder, [sys.executable, "-m", "grader", *grade]

    return commands


def spent(commands: Iterator[tuple[Path, list[str]]]) -> Spent | None:
    """What the commands take together; None if they do not end."""
    seconds = cpu = most = 0.0
    for folder, command in commands:
        environment = {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"}
        before, begun = _machine_cpu(), time.perf_counter()
        with (folder / "said").open("w") as said:
            process = psutil.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=environment,
            )
            while process.poll() is None:
                most = max(most, _resident())
                if time.perf_counter() - begun > PATIENCE_SECONDS:
                    _kill_all()
                    return None
                time.sleep(LOOK_EVERY_SECONDS)
        seconds += time.perf_counter() - begun
        cpu += _machine_cpu() - before
        _kill_all()
    return Spent(seconds, cpu, most)


def _machine_cpu() -> float:
    """What the whole machine has computed: children's own figures miss what dies with a sandbox's PID namespace."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def _resident() -> float:
    total = 0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total / MEGABYTE


def _kill_all() -> None:
    """Whoever a looping submission has left behind."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
            process.wait()


def cost(tool: str, commands: Commands, folder: Path) -> Cost:
    """What a submission costs; `folder` is filled."""
    classes = {"warm": [False], "one": [False], "six": [False] * 6, "loop": [False, True]}
    for name in classes:
        (folder / name).mkdir(parents=True)
    _, one, six, loop = (spent(commands(folder / name, students)) for name, students in classes.items())
    if one is None or six is None:
        raise SystemExit(f"{tool}: right solutions do not end; see {folder}")
    looping = None if loop is None else loop.seconds - one.seconds
    return Cost(tool, (six.seconds - one.seconds) / 5, (six.cpu_seconds - one.cpu_seconds) / 5, six.megabytes, looping)


def table(costs: list[Cost]) -> Table:
    found = Table(title="A submission of four exercises", title_justify="left", box=None)
    for column in ("", "seconds", "CPU s", "MB", "looping, s", "ours / it", "looping"):
        found.add_column(column, justify="right" if column else "left")
    ours = costs[-1]
    for one in costs:
        loops = f"over {PATIENCE_SECONDS}" if one.looping_seconds is None else f"{one.looping_seconds:.1f}"
        share = (ours.looping_seconds or 0) / (one.looping_seconds or PATIENCE_SECONDS)
        found.add_row(
            one.tool, f"{one.seconds:.2f}", f"{one.cpu_seconds:.2f}", f"{one.megabytes:.0f}", loops,
            f"{ours.seconds / one.seconds:.2f}", f"{share:.2f}",
        )  # fmt: skip
    return found


def main() -> None:
    """Install the tools, measure one after the other, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path, default=ROOT / "build" / "tools", help="a virtual environment for them")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    tools = options.tools.absolute() / "bin"
    if not (tools / "otter").exists():
        venv.create(options.tools, with_pip=True)
        subprocess.run([tools / "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)
    costs = []
    with tempfile.TemporaryDirectory(prefix="bench-tools-") as name:
        for tool, prepare in (
            ("pytest", with_pytest),
            ("check50", with_check50),
            ("otter-grader", with_otter),
            ("nbgrader", with_nbgrader),
            ("this grader", with_ours),
        ):
            costs.append(cost(tool, prepare(tools), Path(name) / tool))
            print(costs[-1], flush=True)
    Console(width=100).print(table(costs))
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(one) for one in costs], indent=1))


if __name__ == "__main__":
    main()
