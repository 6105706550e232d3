"""Results: a score follows from its checks, and the JSON is the contract's."""

import dataclasses
import json

import pytest

from grader.results.json_form import from_json, json_text, submission_to_json
from grader.results.model import CheckResult, ClassResult, ExerciseResult, SubmissionResult

PASSED = CheckResult("test_a", "ordering", True, True, 1, 1, None, "In order.", "natural")
FAILED = CheckResult("test_b", "join", False, True, 0.5, 1, "no wait", "It went on.", "slow-child")
UNREACHED = CheckResult("test_c", "cleanup", False, False, 0, 1, None, "Not reached.")
CLASS = ClassResult(
    "A course",
    (
        SubmissionResult.graded("ann", {"fork/a": ExerciseResult.of([PASSED, FAILED, UNREACHED])}),
        SubmissionResult.unreadable("bob", 3.0, "the archive is damaged; hand it in again"),
        SubmissionResult.not_graded("eve", 3.0, "the machine forbids tracing; see grader doctor"),
    ),
)


def test_scores_are_sums():
    ann, bob, eve = CLASS.submissions
    assert (ann.score, ann.max_score, ann.status) == (1.5, 3, "graded")
    assert (bob.score, eve.score) == (None, None)
    assert ExerciseResult.of([]).score == 0


def test_the_json_is_the_contracts_and_can_be_read_back():
    data = written(CLASS)
    assert set(data) == {"schema", "course", "submissions"}
    assert set(data["submissions"][0]) == {"student", "score", "max_score", "status", "reason", "exercises"}
    exercise = data["submissions"][0]["exercises"]["fork/a"]
    assert set(exercise) == {"score", "max_score", "checks"}
    assert exercise["checks"][1] == {
        "name": "test_b",
        "category": "join",
        "passed": False,
        "reached": True,
        "points": 0.5,
        "max_points": 1,
        "misconception": "no wait",
        "message": "It went on.",
    }
    assert written(from_json(data)) == data


def test_the_json_of_a_class_keeps_every_character_and_may_be_empty():
    """Line ends of other scripts inside a text are no place to break or to indent a line."""
    reason = "a\u2028b\x85c\nd\ud800"
    text = "".join(json_text("Processes", [submission_to_json(SubmissionResult.not_graded("ann", 3.0, reason))]))
    assert json.loads(text)["submissions"][0]["reason"] == reason
    assert json.loads("".join(json_text("Processes", []))) == {"schema": 1, "course": "Processes", "submissions": []}


def written(result: ClassResult):
    return json.loads("".join(json_text(result.course, map(submission_to_json, result.submissions))))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: SubmissionResult("ann", 0.0, 3.0, "unreadable", "damaged", {}),
        lambda: SubmissionResult("ann", None, 3.0, "graded", None, {}),
        lambda: SubmissionResult("ann", None, 3.0, "not-graded", None, {}),
        lambda: SubmissionResult("ann", None, 3.0, "lost", "why", {}),
        lambda: dataclasses.replace(PASSED, reached=False),
        lambda: dataclasses.replace(PASSED, points=2),
        lambda: dataclasses.replace(PASSED, points=float("nan")),
        lambda: dataclasses.replace(PASSED, max_points=float("inf")),
        lambda: from_json({"schema": 2}),
    ],
)
def test_a_fault_is_never_a_score_and_a_score_is_never_out_of_range(wrong):
    with pytest.raises(ValueError):
        wrong()
