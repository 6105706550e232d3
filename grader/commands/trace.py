"""`grader trace`: run a person's own program and show what its processes did."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from json import dumps as to_text
from pathlib import Path

from grader.commands.failure import FALLS_SHORT, MACHINE_CANNOT, Failure
from grader.observer.errors import CannotTrace, ObserverFault
from grader.observer.schedules import Name
from grader.traces.json_form import dumps
from grader.traces.model import Trace

_HIDES_BUFFERING = "PYTHONUNBUFFERED"
"""With it, text and newline are two writes, and no buffer is ever flushed twice or lost."""


def run(
    program: list[str],
    *,
    schedule: Name,
    seed: int,
    real_time: bool,
    python: Path | None,
    json: Path | None,
    html: Path | None,
    perfetto: Path | None,
    explore: int | None = None,
) -> None:
    """Run the program, write what was asked for, show the trace, and exit as the program did."""
    from grader.observer.run import observe

    argv = [_interpreter(python), *_checked(program)]
    _notice_late_options(program)
    if not real_time:
        _warn_if_unknown(argv[0])
    for file in (json, html, perfetto):
        if file is not None and not file.absolute().parent.is_dir():
            raise Failure(f"{file}: there is no folder {file.absolute().parent} to write it to. Create it first.")
    try:
        if explore is not None:
            _refuse_beside_explore(schedule, real_time, json, html, perfetto)
            from grader.commands.explore import explore as run_under_many

            sys.exit(run_under_many(argv, program, _environment(), explore))
        trace = observe(
            argv,
            environment=_environment(),
            schedule=schedule,
            seed=seed,
            real_time=real_time,
            on_output=_pass_on,
        )
    except CannotTrace as error:
        raise Failure(str(error), MACHINE_CANNOT) from error
    except ObserverFault as error:
        raise Failure(f"{error}. Nothing of the program is left running; please report this.", FALLS_SHORT) from error
    if json is not None:
        _write(json, dumps(trace))
    if html is not None:
        from grader.reports.page import page
        from grader.reports.source_texts import source_texts

        _write(html, page(trace, sources=source_texts(trace, program)))
    if perfetto is not None:
        from grader.reports.perfetto import perfetto as events

        _write(perfetto, to_text(events(trace)))
    _show(trace)
    sys.exit(trace.exit_status())


def _refuse_beside_explore(schedule: Name, real_time: bool, *files: Path | None) -> None:
    if schedule != "natural" or real_time or any(file is not None for file in files):
        raise Failure(
            "--explore chooses the schedules and shows several runs: leave out --schedule, --real-time, --json, --html "
            "and --perfetto. Each outcome says how to run it again."
        )


def _interpreter(python: Path | None) -> str:
    if python is None:
        return sys.executable
    found = shutil.which(str(python))
    if found is None:
        raise Failure(f"--python {python}: there is no such program. Give the path of a Python interpreter.")
    return os.path.abspath(found)


def _warn_if_unknown(interpreter: str) -> None:
    """Say so if what is seen with this Python may not be so; the program is the person's own, and runs all the same."""
    from grader.observer.selftest.known_answers import why_unsupported
    from grader.sandbox.bubblewrap import own_interpreter

    own = interpreter == sys.executable
    try:
        reason = why_unsupported(own_interpreter().program if own else interpreter)
    except (CannotTrace, OSError):
        return  # the program's own run will say it
    if reason is not None:
        print(f"grader: what follows may not be right: {reason}.", file=sys.stderr)


def _checked(program: list[str]) -> list[str]:
    first = program[0]
    if first == "-m":
        if len(program) < 2:
            raise Failure("-m needs the name of a module: grader trace -m MODULE [ARG]...")
        return program
    if first.startswith("-"):
        raise Failure(f"there is no option {first}. `grader trace --help` lists them; options come before PROGRAM.")
    path = Path(first)
    if not path.exists():
        raise Failure(f"{first}: there is no such file. Give the path of a Python program, or -m MODULE.")
    if path.is_dir() and not (path / "__main__.py").exists():
        raise Failure(f"{first} is a folder without a __main__.py. Give the path of a Python program.")
    return program


_OPTIONS = ("--schedule", "--seed", "--explore", "--real-time", "--python", "--json", "--html", "--perfetto")
_FLAGS = ("--real-time",)


def _notice_late_options(program: list[str]) -> None:
    """Say so if an option of ours stands after the program's name: the program gets it, and it may have one like it."""
    for word in program[1:] if program[0] != "-m" else program[2:]:
        option = word.partition("=")[0]
        if option in _OPTIONS:
            value = "" if option in _FLAGS else " ..."
            print(
                f"grader: {option} stands after the program's name, so the program gets it. If it is meant for grader, "
                f"put it first: grader trace {option}{value} {program[0]}",
                file=sys.stderr,
            )


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if name != _HIDES_BUFFERING}


def _pass_on(stream: str, data: bytes) -> None:
    to = sys.stdout if stream == "stdout" else sys.stderr
    to.flush()
    view = memoryview(data)
    while view:
        view = view[os.write(to.fileno(), view) :]


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Failure(f"{file} could not be written: {error.strerror}.") from error


def _show(trace: Trace) -> None:
    from rich.console import Console

    from grader.reports.terminal import show

    show(trace, Console(highlight=False))
