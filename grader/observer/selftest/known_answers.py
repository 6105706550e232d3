"""Run the known programs with an interpreter, and say which of their facts are not as expected."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.observer import remembered
from grader.observer.errors import ObserverFault
from grader.observer.limits import Limits
from grader.observer.run import observe
from grader.traces.model import Process, Trace

PROGRAM = Path(__file__).with_name("program.py")
_LIMITS = Limits(wall_seconds=60.0)
_MOST_CHARACTERS = 300
_PASSED_ON = ("LD_LIBRARY_PATH", "PATH")
_POOL = {
    "outcome": "finished",
    "virtual seconds": 5.0,
    "exit codes of the children": [3, 0, 0],
    "children that were collected": 3,
    "output": "worker\n3 [1, 4, 9]\n",
    "output of the first child": "worker\n",
    "errors": "",
}
EXPECTED: Mapping[str, Mapping[str, Any]] = {
    "fork": {
        "processes": ["main", "child", "child", "child"],
        "parents of the children": ["main"] * 3,
        **_POOL,
    },
    "spawn": {
        "processes": ["main", "helper", "child", "child", "child"],
        "parents of the children": ["main"] * 3,
        **_POOL,
    },
    "forkserver": {
        "processes": ["main", "helper", "helper", "child", "child", "child"],
        "parents of the children": ["helper"] * 3,
        **_POOL,
    },
    "os.fork": {
        "outcome": "finished",
        "virtual seconds": 0.0,
        "processes": ["main", "child"],
        "parents of the children": ["main"],
        "exit codes of the children": [5],
        "children that were collected": 1,
    },
    "deadlock": {"outcome": "deadlock", "blocked on": ["pipe"], "processes": ["main"]},
}
"""The facts of each program. A start method stands for one Process, then a Pool of two with three tasks."""
_ARGUMENTS = {"os.fork": "fork_"}


def why_unsupported(interpreter: str) -> str | None:
    """Return why nothing that is seen with this interpreter counts; None if it is supported.

    Raises CannotTrace where the machine forbids watching.
    """
    found = differences(interpreter)
    if not found:
        return None
    more = f" ({len(found) - 1} more facts differ: `grader doctor` lists them)" if len(found) > 1 else ""
    return f"the grader's self-test does not see the expected facts with {interpreter}: {found[0]}{more}"


def differences(interpreter: str) -> tuple[str, ...]:
    """Return how what is seen with this interpreter differs from what is known; empty if it is supported.

    An interpreter that passed is not tried again until it, the kernel or the grader changes.
    Raises CannotTrace where the machine forbids watching.
    """
    key = remembered.key("known answers", interpreter)
    if remembered.get(key) == "as expected":
        return ()
    found = tuple(line for program in EXPECTED for line in _differences(interpreter, program))
    if not found:
        remembered.put(key, "as expected")
    return found


def _differences(interpreter: str, program: str) -> Iterator[str]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    argument = _ARGUMENTS.get(program, program)
    try:
        trace = observe(
            [interpreter, str(PROGRAM), argument],
            environment={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            limits=_LIMITS,
            on_output=lambda stream, data: None,
        )
    except ObserverFault as error:
        yield f"{program}: {error}"
        return
    yield from unexpected(trace, program)


def unexpected(trace: Trace, program: str) -> Iterator[str]:
    """Yield how a trace of one of the programs differs from what is known of it."""
    seen = _facts(trace)
    for name, expected in EXPECTED[program].items():
        if seen[name] != expected:
            yield f"{program}: {name}: {_short(seen[name])}, expected {expected!r}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + " ..."


def _facts(trace: Trace) -> dict[str, Any]:
    children = [process for process in trace.processes if process.role == "child"]
    return {
        "outcome": trace.outcome,
        "virtual seconds": trace.virtual_seconds,
        "processes": sorted((process.role for process in trace.processes), key=("main", "helper", "child").index),
        "parents of the children": [_parent(trace, child) for child in children],
        "exit codes of the children": [child.exit_code for child in children],
        "children that were collected": sum(child.reaped for child in children),
        "output": "".join(event.text or "" for event in trace.events if event.kind == "write"),
        "output of the first child": children[0].output if children else "",
        "errors": "".join(process.errors for process in trace.processes),
        "blocked on": [blocked.on for blocked in trace.blocked],
    }


def _parent(trace: Trace, process: Process) -> str:
    return "nothing" if process.parent is None else trace.process(process.parent).role
