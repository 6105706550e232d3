"""How a check is declared, and how it says what is wrong."""

from __future__ import annotations

import difflib
import inspect
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeVar, get_args

from grader.checks.facts import CheckFailed, ToShow
from grader.observer.schedules import NAMES
from grader.results.model import Category

SCHEDULES = ("natural", "child-first", "parent-first", "slow-child")
"""The schedules under which a check runs unless it opts out of one."""

__all__ = ["SCHEDULES", "Category", "Check", "CheckFailed", "Scenario", "check", "declared", "wrong_if"]

_Function = TypeVar("_Function", bound=Callable[..., None])


class Misdeclared(TypeError):
    """A check or scenario is declared wrongly: what is wrong, for the course's author."""


@dataclass(frozen=True, eq=False)
class Scenario:
    """A program that uses the student's module: tests/scenarios/UNIT/PROGRAM.py, and how it is run.

    `program` is the file's name without .py, by default the exercise's own. `given` makes the fresh inputs that the
    scenario gets (JSON values; anything that checks expect is computed outside, from `Facts.given`). `stdout` is
    "pipe" where Python's block buffering is the subject. Checks that name the same Scenario object share its runs.
    """

    program: str | None = None
    given: Callable[[Random], dict[str, Any]] = field(default=lambda random: {})
    stdout: Literal["terminal", "pipe"] = "terminal"

    def __post_init__(self) -> None:
        problems = []
        if self.program is not None and not (isinstance(self.program, str) and self.program.isidentifier()):
            problems.append(f"program is {self.program!r}: write the name of a scenario, without .py")
        if not callable(self.given):
            problems.append(f"given is {self.given!r}: write a function that takes a Random and returns a dict")
        if self.stdout not in ("terminal", "pipe"):
            problems.append(f"stdout is {self.stdout!r}: write “terminal” or “pipe”")
        if problems:
            raise Misdeclared(f"Scenario: {'; '.join(problems)}")


@dataclass(frozen=True)
class Check:
    """What `check` was told: points, category, the scenario whose traces it reads, and its schedules.

    `needs` names the checks of the same file without which this one makes no sense. `stuck` is the (misconception,
    message) of a run that never ends, where that has a reason of its own in this check.
    """

    points: float
    category: Category
    scenario: Scenario
    needs: tuple[str, ...]
    schedules: tuple[str, ...]
    stuck: tuple[str, str] | None


_EXERCISE = Scenario()


def check(
    *,
    category: Category,
    points: float = 0,
    scenario: Scenario = _EXERCISE,
    needs: str | tuple[str, ...] = (),
    schedules: tuple[str, ...] = SCHEDULES,
    stuck: tuple[str, str] | None = None,
) -> Callable[[_Function], _Function]:
    """Make a test function a check; its docstring is the student's sentence of what is expected.

    The function takes `trace` (Facts) and may take `source` (Source). It runs once under each of `schedules`, until it
    is clear what to say of a failure, and passes if none fails. Visible checks have no points.
    """

    def declare(function: _Function) -> _Function:
        wanted = (needs,) if isinstance(needs, str) else needs
        problems = [
            *_wrong_function(function),
            *_unknown("category", [category], get_args(Category)),
            *_wrong_points(points),
            *_wrong_schedules(schedules),
        ]
        if not isinstance(scenario, Scenario):
            problems.append(f"scenario is {scenario!r}: write a Scenario(...)")
        if stuck is not None and not (isinstance(stuck, tuple) and len(stuck) == 2):
            problems.append("stuck is no pair: write (misconception, what happened)")
        if problems:
            raise Misdeclared(f"{function.__name__}: {'; '.join(problems)}")
        function.__check__ = Check(points, category, scenario, wanted, schedules, stuck)  # type: ignore[attr-defined]
        return function

    return declare


def _wrong_function(function: Callable[..., None]) -> Iterator[str]:
    if not (function.__doc__ or "").strip():
        yield "it has no docstring: write the sentence that the student reads"
    yield from _unknown("parameter", inspect.signature(function).parameters, ("trace", "source"))


def _wrong_points(points: float) -> Iterator[str]:
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points < math.inf:
        yield f"points are {points!r}: write a number that is not negative"


def _wrong_schedules(schedules: tuple[str, ...]) -> Iterator[str]:
    if isinstance(schedules, str) or not schedules:
        yield f"schedules are {schedules!r}: write a tuple of names"
    else:
        yield from _unknown("schedule", schedules, NAMES)


def _unknown(what: str, given: Iterable[object], known: Sequence[str]) -> Iterator[str]:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(map(repr, known))}"
            yield f"there is no {what} {name!r}; {meant}"


def declared(function: object) -> Check | None:
    """What `check` was told of a function; None for a plain test."""
    return getattr(function, "__check__", None)


def wrong_if(condition: object, misconception: str, message: str, *, at: ToShow | Sequence[ToShow] = None) -> None:
    """Fail the check if the condition holds: the misconception by name, and what happened in the student's words.

    Put the most telling condition first. `message` is a clause that can follow "But ". `at` is the guilty moment,
    marked in the timeline, or several that show the fault, the guilty one first; a number is a line of the student's
    file (`Source.line`). Where the line to look at follows from the misconception its card says so (`look`).

    Raises CheckFailed.
    """
    if condition:
        raise CheckFailed(misconception, message, at)
