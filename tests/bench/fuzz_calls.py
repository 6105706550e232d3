"""Is there a system call, of any number and arguments, that breaks, stalls or outlives the observer? With figures.

    python tests/bench/fuzz_calls.py [--calls 100000] [--seed 1] [--seconds 240]

Each run is one seed: `calls/random_calls.py` as a scenario, in the sandbox and under the observer, under one schedule
after the other. A fault of the observer or the sandbox, a run of more than 60 seconds and a process that is left end in
exit code 1, with the seeds; `--runs 1 --seed N` repeats one. It stops when it has made so many calls, or runs, or after
so many seconds.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import resource
import sys
import time
from pathlib import Path

import psutil

from grader.observer.limits import Limits
from grader.observer.schedules import NAMES
from grader.sandbox.warm import Play, WarmInterpreter

CALLS = Path(__file__).resolve().parent / "calls"
CHILDREN, CALLS_EACH = 20, 100
LONGEST_SECONDS = 60.0
LIMITS = Limits(cpu_seconds=4.0, wall_seconds=60.0)


def run(interpreter: WarmInterpreter, seed: int) -> tuple[str, int]:
    """Make one run: its outcome, and how many calls it made at least."""
    inputs = json.dumps({"seed": seed, "children": CHILDREN, "calls": CALLS_EACH})
    play = Play("random_calls.py", inputs, ".")
    trace = interpreter.run(play, schedule=NAMES[seed % len(NAMES)], seed=seed, limits=LIMITS)
    said = [line.split()[1] for line in trace.main.output.splitlines() if line.startswith("calls ")]
    return trace.outcome, int(said[-1]) if said and said[-1].isdecimal() else 0


def left() -> list[int]:
    """Return the processes that live below this one, besides the sandbox's own."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE and "warm.py" not in " ".join(process.cmdline()):
                found.append(process.pid)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    options = parser.parse_args()
    outcomes: collections.Counter[str] = collections.Counter()
    faults: list[str] = []
    calls = runs = 0
    longest, began, seed = 0.0, time.monotonic(), options.seed
    interpreter: WarmInterpreter | None = None
    while calls < options.calls and runs < options.runs and time.monotonic() - began < options.seconds:
        at = time.monotonic()
        try:
            if interpreter is None:
                interpreter = WarmInterpreter(CALLS, CALLS, "bubblewrap")
            outcome, made = run(interpreter, seed)
            outcomes[outcome] += 1
            calls += made
        except Exception as error:
            cause = error.__cause__ or error
            faults.append(f"seed {seed}: {error} ({type(cause).__name__})")
            print(faults[-1], flush=True)
            if interpreter is not None:
                interpreter.close()
            interpreter = None
        took = time.monotonic() - at
        longest = max(longest, took)
        if took > LONGEST_SECONDS:
            faults.append(f"seed {seed}: {took:.1f} seconds")
            print(faults[-1], flush=True)
        if left():
            faults.append(f"seed {seed}: processes are left: {left()}")
            print(faults[-1], flush=True)
        runs, seed = runs + 1, seed + 1
    if interpreter is not None:
        interpreter.close()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{calls:,} calls in {runs:,} runs (seeds {options.seed} to {seed - 1}), {time.monotonic() - began:.0f} s:")
    print(f"  outcomes {dict(outcomes)}; longest run {longest:.1f} s; {megabytes:.0f} MB; {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
