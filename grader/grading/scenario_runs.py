"""The runs that the checks of one submission share: each scenario once under each schedule, when first asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.checks.facts import Facts
from grader.checks.vocabulary import Scenario
from grader.course.contents import Exercise
from grader.grading.faults import scenario_file
from grader.grading.inputs import drawn_inputs
from grader.observer.errors import ObserverFault
from grader.observer.limits import GRADING, Limits
from grader.observer.schedules import Name
from grader.sandbox.errors import SandboxFault
from grader.sandbox.warm import Isolation, Play, WarmInterpreter


@dataclass
class ScenarioRuns:
    """One submission's folder, where scenarios are played with it.

    `seed` decides the fresh inputs of every run, so that a result can be had again. Use as a context manager.
    """

    submission: Path
    scenarios: Path
    isolation: Isolation
    seed: str
    limits: Limits = GRADING
    start_method: str | None = None
    before_run: Callable[[str], None] = field(default=lambda schedule: None)
    after_run: Callable[[Exercise, Facts], None] = field(default=lambda exercise, facts: None)
    _interpreter: WarmInterpreter | None = None
    _played: dict[tuple[str, int, str], Facts] = field(default_factory=dict)
    _with_lines: dict[tuple[str, int, str], Facts] = field(default_factory=dict)

    def facts(self, exercise: Exercise, scenario: Scenario, schedule: Name) -> Facts:
        """The facts of that run.

        Raises CourseFault for a scenario that no submission can play; SandboxFault, CannotIsolate, CannotTrace or
        ObserverFault if there is no run, also not at the second time.
        """
        key = (exercise.key, id(scenario), schedule)
        if key not in self._played:
            self._played[key] = self._play(exercise, scenario, schedule)
            self.after_run(exercise, self._played[key])
        return self._played[key]

    def facts_with_lines(self, exercise: Exercise, scenario: Scenario, schedule: Name) -> Facts:
        """The facts of another run of the same, each event with the student's line.

        Reading lines costs a tenth of a run, and only what fails needs them.
        """
        key = (exercise.key, id(scenario), schedule)
        if key not in self._with_lines:
            self._with_lines[key] = self._play(exercise, scenario, schedule, with_lines=True)
        return self._with_lines[key]

    def _play(self, exercise: Exercise, scenario: Scenario, schedule: Name, *, with_lines: bool = False) -> Facts:
        self.before_run(schedule)
        path = scenario_file(exercise, scenario, self.scenarios)
        play = Play(
            scenario=f"{exercise.unit}/{path.name}",
            inputs=drawn_inputs(exercise, scenario, f"{self.seed} {exercise.key} {path.stem} {schedule}"),
            unit=exercise.unit,
            terminal=scenario.stdout == "terminal",
            start_method=self.start_method,
        )
        set_by_course: dict[str, Any] = dict(exercise.limits)
        limits = replace(self.limits, **set_by_course)
        try:
            trace = self.warm().run(play, schedule=schedule, limits=limits, with_lines=with_lines)
        except (SandboxFault, ObserverFault):
            # It may have been this sandbox's or this moment's fault: one more time, with a fresh one.
            self.close()
            trace = self.warm().run(play, schedule=schedule, limits=limits, with_lines=with_lines)
        return Facts(trace, json.loads(play.inputs), limits)

    def warm(self) -> WarmInterpreter:
        """The interpreter that plays, started when first asked for: asked for early, it warms up meanwhile."""
        if self._interpreter is None:
            self._interpreter = WarmInterpreter(self.submission, self.scenarios, self.isolation)
        return self._interpreter

    def played(self, exercise: Exercise) -> list[Facts]:
        """The runs of an exercise so far, in the order in which they were played."""
        return [facts for (key, _, _), facts in self._played.items() if key == exercise.key]

    def forget(self) -> None:
        """Play everything anew: the submission's files have changed."""
        self._played.clear()
        self._with_lines.clear()

    def __enter__(self) -> ScenarioRuns:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the interpreter; a run that is asked for later starts another one."""
        if self._interpreter is not None:
            self._interpreter.close()
            self._interpreter = None
