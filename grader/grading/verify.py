"""The author's guard: every sample submission gets the verdict that it must, and every check is of use."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course.contents import Course, Exercise
from grader.course.submissions import Submission
from grader.grading import samples
from grader.grading.grade_submission import Job, run
from grader.grading.samples import Sample
from grader.results.model import CheckResult
from grader.results.sentences import message
from grader.sandbox.warm import Isolation

_HINTS = 3
_LEAKING_CHARACTERS = 25
"""A line of a solution that is shorter than this may stand anywhere by chance."""


@dataclass(frozen=True)
class SampleVerdict:
    """What became of one sample: its checks, and what is wrong with the verdict (nothing if it is as it must be).

    `fault` is why it could not be graded: a mistake of the course's author, or a fault of the machine.
    """

    sample: Sample
    checks: tuple[CheckResult, ...]
    wrong: tuple[str, ...]
    fault: str | None = None

    @property
    def score(self) -> float:
        return sum(check.points for check in self.checks)


def judge_sample(
    course: Course, sample: Sample, isolation: Isolation, seed: str, start_method: str | None = None
) -> SampleVerdict:
    """Grade one sample and compare with what it must get. A fault of the grader is a wrong verdict, too."""
    submission = Submission(sample.name, {sample.exercise.file: sample.text})
    try:
        job = Job(submission, course, (sample.exercise,), isolation, seed, start_method=start_method)
        result = run(job)[sample.exercise.key]
    except Exception as error:
        return _not_graded(sample, f"{type(error).__name__}: {error}")
    if result.score is None:
        return _not_graded(sample, result.reason or "")
    return SampleVerdict(sample, result.checks, tuple(_compare(sample, result.checks)))


def _not_graded(sample: Sample, reason: str) -> SampleVerdict:
    return SampleVerdict(sample, (), (f"could not be graded: {reason}",), reason)


def _compare(sample: Sample, checks: Iterable[CheckResult]) -> Iterator[str]:
    checks = list(checks)
    failed = {check.name: check for check in checks if not check.passed}
    if sample.fails is not None:
        name, misconception = sample.fails
        if name not in {check.name for check in checks}:
            yield f"there is no check {name}"
        elif name not in failed:
            yield f"{name} passes; it must fail"
        elif failed[name].misconception != misconception:
            yield f"{name} names “{failed[name].misconception}”, not “{misconception}”: {message(failed[name])}"
        for other in failed.keys() - {name} - sample.also:
            if failed[other].reached:
                yield f"{other} fails as well ({failed[other].misconception}: {message(failed[other])})"
        for other in sample.also - failed.keys():
            yield f"{other} passes; its header says that it fails, too"
    elif sample.nothing:
        for check in checks:
            if check.passed:
                yield f"{check.name} passes; nothing of it may"
    else:
        for check in failed.values():
            yield f"{check.name} fails ({check.misconception}, {check.schedule}): {message(check)}"


def verify(
    course: Course,
    exercises: Iterable[Exercise],
    isolation: Isolation,
    executor: Executor,
    start_method: str | None,
    on_verdict: Callable[[SampleVerdict], None],
    times: int = 1,
) -> list[SampleVerdict]:
    """The verdicts of all samples of these exercises, as they come to `on_verdict`.

    Each sample is judged so many times, with other inputs each time; what is wrong in any of them is in its verdict.

    Raises samples.SampleError for a sample without a header.
    """
    futures = [
        [
            executor.submit(judge_sample, course, sample, isolation, _seed(sample, turn), start_method)
            for turn in range(times)
        ]
        for exercise in exercises
        for sample in samples.of(exercise)
    ]
    verdicts = []
    for turns in futures:
        verdicts.append(_together([future.result() for future in turns]))
        on_verdict(verdicts[-1])
    return verdicts


def _seed(sample: Sample, turn: int) -> str:
    return f"verify {sample.name}" + (f" {turn}" if turn else "")


def _together(verdicts: list[SampleVerdict]) -> SampleVerdict:
    """The first of several verdicts of one sample, with what was wrong with any of them."""
    first = verdicts[0]
    wrong = list(first.wrong)
    for turn, verdict in enumerate(verdicts[1:], 2):
        wrong += [f"{text} (at time {turn} of {len(verdicts)})" for text in verdict.wrong if text not in first.wrong]
    return replace(first, wrong=tuple(wrong), fault=next((one.fault for one in verdicts if one.fault), None))


def useless_checks(verdicts: Iterable[SampleVerdict]) -> list[tuple[Exercise, str]]:
    """Checks that no wrong submission fails by its own reason."""
    seen: dict[tuple[str, str], Exercise] = {}
    useful: set[tuple[str, str]] = set()
    for verdict in verdicts:
        for check in verdict.checks:
            key = (verdict.sample.exercise.key, check.name)
            seen[key] = verdict.sample.exercise
            if verdict.sample.kind == "wrong" and check.reached and not check.passed:
                useful.add(key)
    return [(exercise, name) for (key, name), exercise in seen.items() if (key, name) not in useful]


def wrong_with_text(exercise: Exercise, verdicts: Iterable[SampleVerdict]) -> list[str]:
    """What is wrong with an exercise's own files: points, hints, docstrings, and solutions that leak."""
    found = []
    points = next((sum(c.max_points for c in v.checks) for v in verdicts if v.checks), None)
    if points is not None and points != exercise.points:
        found.append(f"its checks have {points} points, course.toml says {exercise.points}")
    if len(exercise.hints) != _HINTS or not all(hint.strip() for hint in exercise.hints):
        found.append(f"it has {len(exercise.hints)} hints, not {_HINTS}")
    stub = exercise.stub.read_text(encoding="utf-8")
    for node in ast.parse(stub).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not ast.get_docstring(node):
            found.append(f"{node.name} in the stub has no docstring")
    for path in (exercise.stub, exercise.visible_tests, exercise.stub.parent / "README.md"):
        if not path.exists():
            found.append(f"{path.relative_to(exercise.root)} is missing")
            continue
        found += [
            f"{path.relative_to(exercise.root)} holds a line of the solution: {line}"
            for line in _leaks(exercise.solution, path)
        ]
    return found


def _leaks(solution: Path, other: Path) -> list[str]:
    inside, secret = False, []
    for line in solution.read_text(encoding="utf-8").splitlines():
        if "END SOLUTION" in line:
            inside = False
        if inside and len(line.strip()) >= _LEAKING_CHARACTERS:
            secret.append(line.strip())
        if "BEGIN SOLUTION" in line:
            inside = True
    public = {line.strip() for line in other.read_text(encoding="utf-8").splitlines()}
    return [line for line in secret if line in public]
