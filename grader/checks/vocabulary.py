"""How a check is declared, and how it says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeVar

from grader.checks.facts import CheckFailed, Moment
from grader.results.model import Category

SCHEDULES = ("natural", "child-first", "parent-first", "slow-child")
"""The schedules under which a check runs unless it opts out of one."""

__all__ = ["SCHEDULES", "Category", "Check", "CheckFailed", "Scenario", "check", "declared", "wrong_if"]

_Function = TypeVar("_Function", bound=Callable[..., None])


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
        if not function.__doc__:
            raise TypeError(f"{function.__name__}: a check needs a docstring: the sentence that the student reads")
        wanted = (needs,) if isinstance(needs, str) else needs
        function.__check__ = Check(points, category, scenario, wanted, schedules, stuck)  # type: ignore[attr-defined]
        return function

    return declare


def declared(function: object) -> Check | None:
    """What `check` was told of a function; None for a plain test."""
    return getattr(function, "__check__", None)


def wrong_if(
    condition: object, misconception: str, message: str, *, at: Moment | Sequence[Moment] | None = None
) -> None:
    """Fail the check if the condition holds: the misconception by name, and what happened in the student's words.

    Put the most telling condition first. `message` is a clause that can follow "But ". `at` is the guilty moment,
    marked in the timeline, or several that show the fault, the guilty one first.

    Raises CheckFailed.
    """
    if condition:
        raise CheckFailed(misconception, message, at)
