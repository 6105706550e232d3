"""Reading a course's file of checks without pytest: its checks in their order, or the author's mistake in it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.checks.vocabulary import Check, declared
from grader.course.contents import Exercise
from grader.grading.bytecode import no_bytecode
from grader.grading.faults import CourseFault, at_its_place, near, scenario_file, uncompilable

DeclaredCheck = tuple[Callable[..., None], Check]


def load_checks(path: Path) -> list[DeclaredCheck]:
    """The checks in a test file, in their order; the file is run as a module of its own.

    Raises CourseFault if it cannot be loaded, or holds no checks.
    """
    if not path.is_file():
        raise CourseFault(f"{path} is missing")
    spec = importlib.util.spec_from_file_location(f"{path.parent.parent.name}_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CourseFault(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        with no_bytecode():
            spec.loader.exec_module(module)
    except Exception as error:
        raise CourseFault(at_its_place(error, path)) from error
    found = [value for name, value in vars(module).items() if name.startswith("test_")]
    checks = [(function, check) for function in found if (check := declared(function)) is not None]
    if not checks:
        raise CourseFault(f"{path} holds no checks")
    return checks


def mistakes(exercise: Exercise, path: Path) -> Iterator[str]:
    """What can be known to be wrong with an exercise's file of checks and its scenarios before anything is run."""
    try:
        checks = load_checks(path)
    except CourseFault as fault:
        yield str(fault)
        return
    before: list[str] = []
    scenarios: dict[int, str] = {}
    for function, check in checks:
        place = f"{path}:{function.__code__.co_firstlineno}"
        for needed in check.needs:
            if needed not in before:
                meant = near(needed, before)
                yield f"{place}: {function.__name__} needs {needed}, which does not stand before it{meant}"
        before.append(function.__name__)
        if id(check.scenario) not in scenarios:
            scenarios[id(check.scenario)] = function.__name__
            try:
                program = scenario_file(exercise, check.scenario, exercise.scenarios.parent)
            except CourseFault as fault:
                yield str(fault)
                continue
            if (wrong := uncompilable(program)) is not None:
                yield wrong
