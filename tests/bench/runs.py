"""What watching costs: medians of ten, everything side by side in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.course.contents import find_course, select
from grader.course.submissions import Submission
from grader.grading.grade_submission import Job, grade
from grader.sandbox.warm import Play, WarmInterpreter

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
FOUR = ("fork/two_returns", "process/wait_for_child", "subclass/greeter", "pool/ten_tasks")
RUNS = 10
DEADLOCK = b"import os\n\n\ndef run_then_say(task, say):\n    os.read(os.pipe()[0], 1)\n"
LOOP = b"def run_then_say(task, say):\n    while True:\n        pass\n"


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def cold(program: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, str(program), *arguments], check=True, stdout=subprocess.DEVNULL)


def warm_untraced(program: Path) -> Callable[[], None]:
    """The same program forked from an interpreter that has imported what ours has, without its sleeps."""
    import multiprocessing.pool  # noqa: F401
    import runpy

    def run() -> None:
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            sys.argv = [str(program), "--no-sleep"]
            code = 0
            try:
                runpy.run_path(str(program), run_name="__main__")
                sys.stdout.flush()
            except BaseException:
                code = 1
            os._exit(code)
        assert os.waitpid(pid, 0)[1] == 0

    return run


def medians(actions: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """The median of each, taken in turn."""
    found: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(runs):
        for name, action in actions.items():
            found[name].append(seconds(action))
    return {name: statistics.median(values) for name, values in found.items()}


def programs(console: Console) -> None:
    table = Table(title="A run, in milliseconds (medians of ten)", title_justify="left", box=None)
    for column in ("program", "observed", "warm, untraced, no sleeps", "ratio", "cold, no sleeps", "ratio", "as it is"):
        table.add_column(column, justify="left" if column == "program" else "right")
    for name in ("process", "pool"):
        with WarmInterpreter(PROGRAMS, PROGRAMS, "bubblewrap") as interpreter:
            play = Play(f"{name}.py", "{}", ".")
            interpreter.run(play, schedule="natural")
            found = medians(
                {
                    "observed": lambda: interpreter.run(play, schedule="natural"),  # noqa: B023
                    "warm": warm_untraced(PROGRAMS / f"{name}.py"),
                    "cold": lambda: cold(PROGRAMS / f"{name}.py", "--no-sleep"),  # noqa: B023
                }
            )
        as_it_is = seconds(lambda: cold(PROGRAMS / f"{name}.py"))  # noqa: B023
        observed = found["observed"]
        table.add_row(
            name, f"{observed * 1e3:.1f}", f"{found['warm'] * 1e3:.1f}", f"{observed / found['warm']:.2f}",
            f"{found['cold'] * 1e3:.1f}", f"{observed / found['cold']:.2f}", f"{as_it_is * 1e3:.0f}",
        )  # fmt: skip
    console.print(table)


def submissions(console: Console) -> None:
    course = find_course(HERE.parent.parent)
    four = tuple(exercise for key in FOUR for exercise in select(course, key))
    one = tuple(select(course, "process/wait_for_child"))
    solved = {exercise.file: exercise.solution.read_bytes() for exercise in course.exercises}

    def graded(files: dict[str, bytes], exercises: tuple) -> Callable[[], object]:
        return lambda: grade(Job(Submission("bench", files), course, exercises, "bubblewrap", "bench"))

    path = "process/wait_for_child.py"
    found = medians(
        {
            "four exercises, all checks and schedules": graded(solved, four),
            "all exercises": graded(solved, course.exercises),
            "one exercise": graded(solved, one),
            "one exercise, deadlocked": graded({path: DEADLOCK}, one),
            "one exercise, looping": graded({path: LOOP}, one),
        },
        runs=3,
    )
    table = Table(title="A submission, in seconds (medians of three)", title_justify="left", box=None)
    table.add_column("submission")
    table.add_column("seconds", justify="right")
    for name, value in found.items():
        table.add_row(name, f"{value:.2f}")
    console.print(table)


def full_submission() -> float:
    """Grade the solutions of all exercises, after one run that warms up; the seconds of the second."""
    course = find_course(HERE.parent.parent)
    solved = {exercise.file: exercise.solution.read_bytes() for exercise in course.exercises}
    job = Job(Submission("bench", solved), course, course.exercises, "bubblewrap", "bench")
    grade(job)
    return seconds(lambda: grade(job))


def pythons(console: Console) -> None:
    """One more full submission with each Python of BENCH_PYTHONS (the grader is installed there), taken in turn."""
    listed = [sys.executable, *filter(None, os.environ.get("BENCH_PYTHONS", "").split(":"))]
    found: dict[str, list[float]] = {python: [] for python in listed}
    for _ in range(3):
        for python in listed:
            done = subprocess.run([python, __file__, "--one-submission"], check=True, capture_output=True, text=True)
            found[python].append(float(done.stdout))
    table = Table(title="One more full submission, in seconds (medians of three)", title_justify="left", box=None)
    for column in ("Python", "seconds", "ratio to the first"):
        table.add_column(column, justify="left" if column == "Python" else "right")
    first = statistics.median(found[sys.executable])
    for python, values in found.items():
        version = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
        table.add_row(version, f"{statistics.median(values):.2f}", f"{statistics.median(values) / first:.2f}")
    console.print(table)


if __name__ == "__main__":
    if "--one-submission" in sys.argv:
        print(full_submission())
        sys.exit()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}) if "--one-core" in sys.argv else None
    out = Console(width=110)
    programs(out)
    submissions(out)
    pythons(out)
