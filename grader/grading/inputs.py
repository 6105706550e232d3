"""The fresh inputs of a run, as its scenario gets them."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from grader.checks.vocabulary import Scenario
from grader.course.contents import Exercise
from grader.grading.faults import CourseFault, at_its_place


def drawn_inputs(exercise: Exercise, scenario: Scenario, seed: str) -> str:
    """What `given` draws, as JSON.

    Raises CourseFault if it raises, or returns what is no JSON object.
    """
    file = Path(scenario.given.__code__.co_filename) if hasattr(scenario.given, "__code__") else Path(exercise.name)
    try:
        given = scenario.given(Random(seed))
        text = json.dumps(given)
    except Exception as error:
        raise CourseFault(f"{at_its_place(error, file)} (in `given` of a scenario of {exercise.key})") from error
    if not isinstance(given, dict):
        raise CourseFault(f"{file}: `given` of a scenario of {exercise.key} returned {given!r}, which is no dict")
    return text
