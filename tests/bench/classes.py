"""What a class costs: time and memory by the number of students and of workers, here and on a Dask cluster.

    python tests/bench/classes.py [--sizes 100 300 1000] [--workers 1 2 4] [--cluster 1000] [--json FILE] [--svg FILE]

Submissions are drawn from the right and wrong samples of four exercises, so every verdict is known beforehand. Each run
says how many verdicts are not as they must be; the cluster's results must be those of the machine alone, to the last
word of a message, also where one of its two workers is killed on the way. Exits 1 if anything differs.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "grader" / "grading"))

from dask_cluster import dask_cluster  # noqa: E402

from grader.checks.vocabulary import Check, declared  # noqa: E402
from grader.course.contents import Exercise, find_course  # noqa: E402
from grader.grading import samples  # noqa: E402
from grader.grading.samples import Sample  # noqa: E402

FOUR = ("fork/two_returns", "process/wait_for_child", "subclass/greeter", "pool/ten_tasks")
KINDS = {"right": 0.55, "wrong": 0.35, "made": 0.10}
"""How many of what; every tenth or so of "made" loops for ever, which costs ten seconds of computing."""
LOOK_EVERY_SECONDS = 0.5
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Measured:
    """One grading of a class. `cpu_seconds` are the machine's; memory is resident, at its highest, in megabytes."""

    what: str
    students: int
    workers: int
    seconds: float
    cpu_seconds: float
    grader_megabytes: float
    workers_megabytes: float
    differing: int

    @property
    def a_submission(self) -> float:
        return self.cpu_seconds / self.students


def checks_of(exercise: Exercise) -> dict[str, Check]:
    """The exercise's hidden checks by name, in order."""
    spec = importlib.util.spec_from_file_location(exercise.name, exercise.hidden_tests)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: check for name, function in vars(module).items() if (check := declared(function)) is not None}


def must_pass(sample: Sample, checks: dict[str, Check]) -> dict[str, bool]:
    """Which checks a sample must pass: not those that it names, nor those that need one of them."""
    failing = {sample.fails[0], *sample.also} if sample.fails is not None else set()
    verdicts: dict[str, bool] = {}
    for name, check in checks.items():
        verdicts[name] = not sample.nothing and name not in failing and all(verdicts[n] for n in check.needs)
    return verdicts


@dataclass(frozen=True)
class DrawnClass:
    """A class in a folder, and what must become of every check of every student's exercises."""

    folder: Path
    students: int
    verdicts: dict[str, dict[str, dict[str, bool]]]


def draw(folder: Path, students: int) -> DrawnClass:
    """Each student hands in one or two of the four exercises."""
    random_ = random.Random(students)
    exercises = [exercise for exercise in find_course(ROOT).exercises if exercise.key in FOUR]
    checks = {exercise.key: checks_of(exercise) for exercise in exercises}
    by_kind: dict[tuple[str, str], list[Sample]] = {}
    for exercise in exercises:
        for sample in samples.of(exercise):
            kind = "made" if sample.kind == "stub" else sample.kind
            by_kind.setdefault((exercise.key, kind), []).append(sample)
    verdicts: dict[str, dict[str, dict[str, bool]]] = {}
    for number in range(students):
        student = f"student{number:04}"
        verdicts[student] = {}
        for exercise in random_.sample(exercises, random_.choice((1, 2))):
            kind, *_ = random_.choices(list(KINDS), list(KINDS.values()))
            sample = random_.choice(by_kind[exercise.key, kind])
            target = folder / student / exercise.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(sample.text)
            verdicts[student][exercise.key] = must_pass(sample, checks[exercise.key])
    return DrawnClass(folder, students, verdicts)


def differing(drawn: DrawnClass, results: dict[str, Any]) -> int:
    """How many verdicts and scores are not as they must be."""
    found = 0
    points = {exercise.key: checks_of(exercise) for exercise in find_course(ROOT).exercises if exercise.key in FOUR}
    by_student = {submission["student"]: submission for submission in results["submissions"]}
    found += len(by_student.keys() ^ drawn.verdicts.keys())
    for student, exercises in drawn.verdicts.items():
        submission = by_student.get(student, {"exercises": {}, "score": None})
        score = 0.0
        for key, verdicts in exercises.items():
            checks = submission["exercises"].get(key, {"checks": ()})["checks"]
            found += {check["name"]: check["passed"] for check in checks} != verdicts
            score += sum(points[key][name].points for name, passed in verdicts.items() if passed)
        if submission["score"] != score:
            print(f"{student}: {submission['score']}, not {score}")
            found += 1
    return found


def graded(drawn: DrawnClass, *options: str, on_look: Callable[[int], None] = lambda told: None) -> dict[str, Any]:
    """Grade the class with the command; what was measured, and the results. `on_look` hears how many are graded."""
    out = drawn.folder.parent / "out"
    out.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "grader", "grade", str(drawn.folder), "--course", str(ROOT), "--force"]
    before, begun = machine_cpu(), time.perf_counter()
    highest = {"grader": 0.0, "workers": 0.0}
    with (out / "said").open("w") as said:
        grader = subprocess.Popen(
            [*command, "--json", "out.json", *options], cwd=out, stdout=said, stderr=said, stdin=subprocess.DEVNULL
        )
        while grader.poll() is None:
            root = psutil.Process(grader.pid)
            highest["grader"] = max(highest["grader"], resident([root]))
            others = [p for p in psutil.Process().children(recursive=True) if p.pid != grader.pid]
            highest["workers"] = max(highest["workers"], resident(others))
            on_look((out / "said").read_text().count(" of "))
            time.sleep(LOOK_EVERY_SECONDS)
    seconds = time.perf_counter() - begun
    if grader.returncode != 0:
        raise SystemExit((out / "said").read_text()[-2000:])
    results = json.loads((out / "out.json").read_text())
    return {"seconds": seconds, "cpu": machine_cpu() - before, **highest, "results": results}


def machine_cpu() -> float:
    """What the whole machine has computed, in CPU seconds.

    Children's own figures miss what runs in a sandbox: who dies with its PID namespace is counted for nobody.
    """
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def resident(processes: list[psutil.Process]) -> float:
    total = 0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total / MEGABYTE


def measure(what: str, drawn: DrawnClass, workers: int, found: dict[str, Any], expected: Any = None) -> Measured:
    """The figures of one grading. `expected` are results that must be the same, where there are some."""
    wrong = differing(drawn, found["results"])
    if expected is not None:
        wrong += unlike(found["results"], expected)
    return Measured(
        what, drawn.students, workers, found["seconds"], found["cpu"], found["grader"], found["workers"], wrong
    )


def tell(one: Measured) -> Measured:
    """Say a figure as soon as there is one: the next may take long."""
    print(one, flush=True)
    return one


def unlike(results: dict[str, Any], expected: dict[str, Any]) -> int:
    """How many students' results are not the same, to the last word of a message."""
    others = {one["student"]: one for one in expected["submissions"]}
    found = 0
    for one in results["submissions"]:
        other = others.get(one["student"])
        if one != other:
            print(f"{one['student']}: {json.dumps(one)}\n  not {json.dumps(other)}")
            found += 1
    return found


def on_cluster(folder: Path, drawn: DrawnClass, expected: Any) -> list[Measured]:
    """The class on a cluster of two workers here: undisturbed, then with one that is killed on the way."""
    measured = []
    with dask_cluster(folder / "dask") as cluster:
        found = graded(drawn, "--scheduler", cluster.address)
        measured.append(tell(measure("Dask", drawn, 2, found, expected)))

        def kill_one(told: int) -> None:
            if told > drawn.students // 3:
                cluster.workers[0].kill()

        found = graded(drawn, "--scheduler", cluster.address, on_look=kill_one)
        measured.append(tell(measure("Dask, one killed", drawn, 2, found, expected)))
    return measured


def table(measured: list[Measured]) -> Table:
    found = Table(title="A class", title_justify="left", box=None)
    for column in ("", "students", "workers", "seconds", "CPU s", "CPU s each", "grader MB", "workers MB", "differ"):
        found.add_column(column, justify="right" if column else "left")
    for one in measured:
        found.add_row(
            one.what, str(one.students), str(one.workers), f"{one.seconds:.0f}", f"{one.cpu_seconds:.0f}",
            f"{one.a_submission:.2f}", f"{one.grader_megabytes:.0f}", f"{one.workers_megabytes:.0f}",
            str(one.differing),
        )  # fmt: skip
    return found


def plot(measured: list[Measured]) -> str:
    """A bar a grading: what a submission costs, in CPU seconds."""
    most = max(one.a_submission for one in measured)
    rows = []
    for number, one in enumerate(measured):
        y, wide = 40 + 24 * number, 400 * one.a_submission / most
        label = f"{one.what}, {one.students} students, {one.workers} workers"
        rows.append(
            f'<text x="290" y="{y + 13}" text-anchor="end">{label}</text>'
            f'<rect x="300" y="{y}" width="{wide:.0f}" height="16" fill="#4477aa"/>'
            f'<text x="{306 + wide:.0f}" y="{y + 13}">{one.a_submission:.2f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{60 + 24 * len(measured)}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="12" y="22" font-size="15">CPU seconds a submission</text>{"".join(rows)}</svg>\n'
    )


def main() -> int:
    """Measure, one grading after the other, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000], help="students, with two workers")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 4], help="workers, with the smallest class")
    parser.add_argument("--cluster", type=int, default=1000, help="which of these sizes goes to the cluster, too")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--svg", type=Path, help="write a plot to this file")
    options = parser.parse_args()
    measured: list[Measured] = []
    smallest = min(options.sizes, default=100)
    with tempfile.TemporaryDirectory(prefix="bench-classes-") as name:
        classes = {size: draw(Path(name) / str(size) / "class", size) for size in {*options.sizes, smallest}}
        for students, workers in [(size, 2) for size in options.sizes] + [(smallest, n) for n in options.workers]:
            drawn = classes[students]
            found = graded(drawn, "--jobs", str(workers))
            measured.append(tell(measure("this machine", drawn, workers, found)))
            if (students, workers) == (options.cluster, 2):
                measured += on_cluster(Path(name), drawn, found["results"])
    Console(width=110).print(table(measured))
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(one) for one in measured], indent=1))
    if options.svg is not None:
        options.svg.write_text(plot(measured))
    return 1 if any(one.differing for one in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
