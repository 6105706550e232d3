"""The same verdict, over and over: sample submissions, every schedule, under load, nothing taken from a cache.

    python tests/bench/soak.py SECONDS [UNIT[/EXERCISE]]

Prints how many verdicts were seen and how many differ from what the sample must get; exits 1 if any does.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.course.contents import find_course, select
from grader.grading import samples
from grader.grading.grade_class import local_executor
from grader.grading.verify import SampleVerdict, judge_sample

FOUR = ("fork/two_returns", "process/wait_for_child", "subclass/greeter", "pool/ten_tasks")
BUSY_LOOPS = 4


@contextmanager
def load() -> Iterator[None]:
    """Four busy loops beside everything else."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY_LOOPS)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def main(seconds: float, wanted: list[str]) -> int:
    course = find_course(Path(__file__).parent.parent.parent)
    exercises = [exercise for key in wanted for exercise in select(course, key)]
    all_samples = [sample for exercise in exercises for sample in samples.of(exercise)]
    end = time.monotonic() + seconds
    workers = os.cpu_count() or 1
    runs = verdicts = 0
    differing: list[tuple[SampleVerdict, str]] = []
    with load(), local_executor(workers) as executor:
        waiting = []
        for number, sample in enumerate(itertools.cycle(all_samples)):
            if time.monotonic() > end:
                break
            waiting.append(executor.submit(judge_sample, course, sample, "bubblewrap", f"soak {number}"))
            if len(waiting) < 2 * workers:
                continue
            verdict = waiting.pop(0).result()
            runs, verdicts = runs + 1, verdicts + len(verdict.checks)
            differing += [(verdict, text) for text in verdict.wrong]
            if sys.stderr.isatty():
                print(f"\r{runs} submissions, {verdicts} verdicts, {len(differing)} differ", end="", file=sys.stderr)
        for future in waiting:
            verdict = future.result()
            runs, verdicts = runs + 1, verdicts + len(verdict.checks)
            differing += [(verdict, text) for text in verdict.wrong]
    for verdict, text in differing:
        print(f"{verdict.sample.exercise.key} “{verdict.sample.name}”: {text}")
    print(f"{len(all_samples)} samples, {runs} submissions graded, {verdicts} verdicts, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:] or list(FOUR)))
