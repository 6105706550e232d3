"""A student's page: each exercise and check with what happened and the run that shows it; ready to be handed out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.class_report.rendering import render
from grader.course.contents import Course
from grader.reports.stepper import stepper
from grader.results.causes import causes
from grader.results.json_form import submission_to_json
from grader.results.model import CheckResult, SubmissionResult

Timelines = Mapping[tuple[str, int], str]
"""From an exercise's key and the number of a check in it to the timeline of the run that failed it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The run to look at, as HTML; `checks` are the numbers of those of its exercise that it belongs to."""

    checks: tuple[int, ...]
    svg: str


_BEGIN = re.compile(r"<!--run (\d+) ([\d ]+)-->")
_END = "<!--/run-->"


def timelines(result: SubmissionResult, old_page: str | None) -> Timelines:
    """The timelines of the result's failed checks; where it came without traces, those of its page, if that fits."""
    old = _of_page(result, old_page) if old_page is not None and fingerprint(result) in old_page[:1000] else {}
    found: dict[tuple[str, int], str] = {}
    for key, exercise in result.exercises.items():
        drawn: dict[tuple[int, int | None], str] = {}
        for number, check in enumerate(exercise.checks):
            if check.passed or not check.reached:
                continue
            if check.trace is not None:
                same = (id(check.trace), check.guilty)
                if same not in drawn:
                    drawn[same] = _draw(key, check)
                found[key, number] = drawn[same]
            elif (key, number) in old:
                found[key, number] = old[key, number]
    return found


def _draw(key: str, check: CheckResult) -> str:
    assert check.trace is not None
    sources = {f"{key.rpartition('/')[2]}.py": check.source} if check.source is not None else {}
    guilty = next((event for event in check.trace.events if event.n == check.guilty), None)
    return stepper(check.trace, guilty, sources=sources, style=False)


def _of_page(result: SubmissionResult, page: str) -> Timelines:
    keys = list(result.exercises)
    found: dict[tuple[str, int], str] = {}
    for begin in _BEGIN.finditer(page):
        # Nothing of a student's can hold such a mark: in all of it "<" is escaped.
        svg = page[begin.end() : page.index(_END, begin.end())]
        for number in begin[2].split():
            found[keys[int(begin[1])], int(number)] = svg
    return found


def run_of(page: str, place: int, number: int) -> str:
    """The timeline on a student's page of a check, by the exercise's place and the check's number; "" without one."""
    for begin in _BEGIN.finditer(page):
        if int(begin[1]) == place and str(number) in begin[2].split():
            return page[begin.end() : page.index(_END, begin.end())]
    return ""


def fingerprint(result: SubmissionResult) -> str:
    """What the page says, as a hash: a page with the same one shows the same verdicts and messages."""
    data = submission_to_json(replace(result, student=""))
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode("ascii")).hexdigest()


def student_page(course: Course, result: SubmissionResult, found: Timelines) -> str:
    """The page as HTML that needs nothing else."""
    return render(
        "student.html",
        course=course,
        result=result,
        fingerprint=fingerprint(result),
        units=_units(course, result, found),
    )


def _units(course: Course, result: SubmissionResult, found: Timelines) -> list[dict[str, object]]:
    titles = {exercise.key: exercise.title for exercise in course.exercises}
    units: dict[str, list[dict[str, object]]] = {}
    for place, (key, exercise) in enumerate(result.exercises.items()):
        runs: dict[str, list[int]] = {}
        for number in range(len(exercise.checks)):
            if (key, number) in found:
                runs.setdefault(found[key, number], []).append(number)
        told = {other.name: cause.told for cause in causes(exercise.checks) for other in cause.others}
        last = {numbers[-1]: Run(tuple(numbers), svg) for svg, numbers in runs.items()}
        units.setdefault(key.split("/")[0], []).append(
            {
                "key": key,
                "place": place,
                "title": titles.get(key, key),
                "score": exercise.score,
                "max_score": exercise.max_score,
                "label": exercise.label,
                "reason": exercise.reason if exercise.fault == "submission" else None,
                "checks": [
                    {"check": check, "run": last.get(number), "told": told.get(check.name)}
                    for number, check in enumerate(exercise.checks)
                ],
            }
        )
    names = {unit.name: unit.title for unit in course.units}
    return [
        {"name": name, "title": names.get(name, name), "exercises": rows, "score": result.unit_score(name)}
        for name, rows in units.items()
    ]
