"""`grader trace --explore N`: a program under N schedules, and each different outcome once."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from shlex import quote

from rich.console import Console
from rich.text import Text

from grader.observer.run import observe
from grader.observer.schedules import NAMES, Name
from grader.reports import words
from grader.reports.outcomes import SeenOutcome, outcomes
from grader.reports.terminal import show
from grader.results.sentences import counted
from grader.traces.model import Trace

_SEEDED: tuple[Name, ...] = ("random", "priority")
_MOST_NAMED = 6


def explore(argv: Sequence[str], program: Sequence[str], environment: Mapping[str, str], runs: int) -> int:
    """Run the program, show its outcomes, and return the exit code: 1 if a run did not finish, else the program's.

    Raises what `observe` raises.
    """
    traces: list[Trace] = []
    with _same_input() as start_again:
        for schedule, seed in _schedules(runs):
            start_again()
            if sys.stderr.isatty():
                print(f"\r\x1b[Krun {len(traces) + 1} of {runs}: {schedule}", end="", file=sys.stderr, flush=True)
            traces.append(
                observe(
                    argv, environment=environment, schedule=schedule, seed=seed, on_output=lambda stream, data: None
                )
            )
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    found = outcomes(traces)
    _tell(Console(highlight=False), found, program)
    statuses = [outcome.shown.exit_status() for outcome in found]
    return next((status for status in statuses if status), 0)


def _schedules(runs: int) -> Iterator[tuple[Name, int]]:
    """Each schedule once, then those that a seed decides, with one seed after the other."""
    firsts = [(name, 0) for name in NAMES]
    yield from firsts[:runs]
    for number in range(runs - len(firsts)):
        yield _SEEDED[number % 2], 1 + number // 2


@contextmanager
def _same_input() -> Iterator[Callable[[], object]]:
    """While it lasts, what is given rewinds stdin for the next run, if that is a file or a pipe."""
    if os.isatty(0):
        yield lambda: None
        return
    kept = os.dup(0)
    with tempfile.TemporaryFile() as copy:
        while data := os.read(0, 1 << 16):
            copy.write(data)
        copy.flush()
        os.dup2(copy.fileno(), 0)
        try:
            yield lambda: os.lseek(0, 0, os.SEEK_SET)
        finally:
            os.dup2(kept, 0)
            os.close(kept)


def _tell(out: Console, found: list[SeenOutcome], program: Sequence[str]) -> None:
    runs = sum(len(outcome.runs) for outcome in found)
    different = "the same outcome each time" if len(found) == 1 else f"{len(found)} different outcomes"
    out.print(Text(f"{counted(runs, 'run')}, {different}", "bold"))
    for number, outcome in enumerate(found, 1):
        out.print()
        out.print(Text(f"Outcome {number}: {counted(len(outcome.runs), 'run')} of {runs}", "bold underline"))
        out.print(Text(f"under {_named(outcome.runs)}", "dim"))
        trace = outcome.shown
        seed = f" --seed {trace.seed}" if trace.schedule in _SEEDED else ""
        again = " ".join(quote(words.printable(word)) for word in program)
        out.print(Text(f"Again: grader trace --schedule {trace.schedule}{seed} {again}", "dim"))
        out.print()
        show(trace, out)


def _named(runs: Sequence[Trace]) -> str:
    names = [f"{run.schedule} {run.seed}" if run.schedule in _SEEDED else run.schedule for run in runs]
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
