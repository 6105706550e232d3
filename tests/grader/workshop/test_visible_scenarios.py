"""What students check fits into the plain mode, where every second of a scenario is a real one."""

import importlib.util
from pathlib import Path

import pytest

from grader.checks.vocabulary import declared
from grader.course.contents import find_course
from grader.grading.scenario_runs import ScenarioRuns
from grader.workshop.plain import SECONDS

ROOT = Path(__file__).parents[3]
EXERCISES = find_course(ROOT).exercises


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.key for exercise in EXERCISES])
def test_a_solution_has_time_enough_in_plain_mode(exercise):
    spec = importlib.util.spec_from_file_location(f"visible_{exercise.name}", exercise.visible_tests)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scenarios = {id(found.scenario): found.scenario for check in vars(module).values() if (found := declared(check))}
    assert scenarios
    with ScenarioRuns(ROOT / "solutions", ROOT / "tests" / "scenarios", "none", "plain") as runs:
        for scenario in scenarios.values():
            assert runs.facts(exercise, scenario, "natural").trace.virtual_seconds < SECONDS / 2
