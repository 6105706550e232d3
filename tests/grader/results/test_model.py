"""Results: a score follows from its checks, and the JSON is the contract's."""

import dataclasses
import json

import pytest

from grader.results.json_form import from_json, json_text, submission_to_json
from grader.results.model import CheckResult, ClassResult, ExerciseResult, SubmissionResult
from grader.results.sentences import message

PASSED = CheckResult("test_a", "ordering", True, True, 1, 1, None, "In order.")
FAILED = CheckResult(
    "test_b", "join", False, True, 0.5, 1, "no wait", "It waits.", "it went on", None, None, "slow-child", True
)
UNREACHED = CheckResult("test_c", "cleanup", False, False, 0, 1, None, "It cleans up.", needs="test_there_is_a_child")
UNGRADED = ExerciseResult.not_graded(2.0, "tests/hidden/fork/test_a.py:3: NameError: x", "course")
UNREAD = ExerciseResult.not_graded(2.0, "fork.ipynb is no notebook", "submission")
CLASS = ClassResult(
    "A course",
    (
        SubmissionResult.of("ann", {"fork/a": ExerciseResult.of([PASSED, FAILED, UNREACHED])}),
        SubmissionResult.unreadable("bob", 3.0, "the archive is damaged; hand it in again"),
        SubmissionResult.not_graded("eve", 3.0, "the machine forbids tracing; see grader doctor"),
        SubmissionResult.of("dan", {"fork/a": UNGRADED, "pool/b": ExerciseResult.of([PASSED])}),
    ),
)


def test_scores_are_sums():
    ann, bob, eve, _ = CLASS.submissions
    assert (ann.score, ann.max_score, ann.status) == (1.5, 3, "graded")
    assert (bob.score, eve.score) == (None, None)
    assert ExerciseResult.of([]).score == 0


def test_the_json_is_the_contracts_and_can_be_read_back():
    data = written(CLASS)
    assert set(data) == {"schema", "course", "submissions"}
    assert set(data["submissions"][0]) == {"student", "score", "max_score", "status", "reason", "exercises"}
    exercise = data["submissions"][0]["exercises"]["fork/a"]
    assert set(exercise) == {"score", "max_score", "status", "reason", "checks"}
    assert (exercise["status"], exercise["reason"]) == ("graded", None)
    assert exercise["checks"][1] == {
        "name": "test_b",
        "category": "join",
        "passed": False,
        "reached": True,
        "points": 0.5,
        "max_points": 1,
        "misconception": "no wait",
        "message": "It waits. But it went on (when a new process is slow to start).",
        "expected": "It waits.",
        "happened": "it went on",
        "schedule": "slow-child",
    }
    assert exercise["checks"][2]["message"] == "It cleans up. Skipped: it needs “there is a child” to pass first."
    assert exercise["checks"][2]["happened"] is None
    assert data["submissions"][3]["exercises"]["fork/a"]["score"] is None
    assert data["submissions"][3]["exercises"]["fork/a"]["status"] == "not-graded"
    assert data["submissions"][3]["exercises"]["pool/b"]["score"] == 1
    assert written(from_json(data)) == data


def test_an_exercise_without_a_score_leaves_no_total_and_the_others_their_scores():
    both = SubmissionResult.of("ann", {"fork/a": UNGRADED, "pool/b": ExerciseResult.of([PASSED])})
    assert (both.score, both.max_score, both.status) == (None, 3, "not-graded")
    assert both.unscored == {"fork/a": UNGRADED.reason} and both.exercises["pool/b"].score == 1
    assert "fork/a" in both.reason and "NameError" in both.reason
    unread = SubmissionResult.of("ann", {"fork/a": UNREAD, "pool/b": ExerciseResult.of([PASSED])})
    assert (unread.score, unread.status) == (None, "unreadable")
    # A fault that is not the submission's goes first: grading again may help.
    assert SubmissionResult.of("ann", {"fork/a": UNREAD, "pool/b": UNGRADED}).status == "not-graded"
    late = both.handed_in_late({"pool": (0.5, "a day late")})
    assert (late.score, late.late["pool"].penalty) == (None, 0.5)


def test_a_result_of_an_older_grader_can_be_read():
    data = written(ClassResult("A course", CLASS.submissions[:1]))
    for check in data["submissions"][0]["exercises"]["fork/a"]["checks"]:
        for part in ("expected", "happened", "schedule", "needs"):
            check.pop(part, None)
    checks = from_json(data).submissions[0].exercises["fork/a"].checks
    assert [message(check) for check in checks][1] == "It waits. But it went on (when a new process is slow to start)."


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
        lambda: SubmissionResult("ann", 1.0, 3.0, "graded", None, {"fork/a": UNGRADED}),
        lambda: ExerciseResult(None, 1.0, ()),
        lambda: ExerciseResult(0.0, 1.0, (), "broken", "course"),
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
