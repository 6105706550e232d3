"""The runs of the reference solutions, made when first asked for: what fails with these is the author's fault."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from grader.checks.facts import Facts
from grader.checks.vocabulary import Scenario
from grader.course.contents import Exercise
from grader.grading.faults import CourseFault
from grader.grading.scenario_runs import ScenarioRuns
from grader.observer.schedules import Name


@dataclass
class ReferenceRuns:
    """Plays scenarios with the solutions of `exercises`; `make` gives the runs of a folder with these files."""

    exercises: tuple[Exercise, ...]
    make: Callable[[dict[str, bytes], ExitStack], ScenarioRuns]
    _stack: ExitStack = field(default_factory=ExitStack)
    _runs: ScenarioRuns | None = None

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Name) -> Facts:
        """The facts of that run, as of a submission's."""
        if not exercise.solution.is_file():
            raise CourseFault(f"{exercise.solution} is missing: {exercise.key} cannot be judged without it")
        if self._runs is None:
            solutions = {one.file: one.solution.read_bytes() for one in self.exercises if one.solution.is_file()}
            self._runs = self.make(solutions, self._stack)
        return self._runs.facts(exercise, scenario, schedule)

    def __enter__(self) -> ReferenceRuns:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()
