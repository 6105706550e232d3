"""Everything in the report as CSV: for a spreadsheet, or for whoever wants to count differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from grader.class_report.files import write
from grader.class_report.lookalikes import Pair
from grader.class_report.summary import Summary
from grader.reports.spreadsheet import Cell, to_csv
from grader.results.json_form import submission_from_json
from grader.results.sentences import message

TABLES = {
    "students.csv": "one line per student: score, status, one column per exercise",
    "exercises.csv": "one line per exercise: mean, how many solved it, tried it, left it out",
    "checks.csv": "one line per check: how many passed it",
    "misconceptions.csv": "one line per misconception and exercise: how many students have it",
    "lookalikes.csv": "one line per pair of students and exercise: files that look alike",
    "results.csv": "one line per student and check: what happened, in words",
}


def write_tables(
    directory: Path, summary: Summary, records: Iterable[tuple[str, dict[str, Any]]], pairs: list[Pair] | None
) -> None:
    """Write all of `TABLES`."""
    tables = {
        "students.csv": _students(summary),
        "exercises.csv": _exercises(summary),
        "checks.csv": _checks(summary),
        "misconceptions.csv": _misconceptions(summary),
        "lookalikes.csv": _look_alikes(pairs or []),
        "results.csv": _results(records),
    }
    for name, text in tables.items():
        write(directory / name, text)


def _students(summary: Summary) -> str:
    keys = [exercise.key for exercise in summary.exercises]
    header = ["student", "status", "reason", "score", "max_score", "checks_passed", "checks", *keys]

    def rows() -> Iterator[list[Cell]]:
        for one in summary.students:
            graded = one.score is not None
            counts: list[Cell] = [one.passed, one.checks] if graded else [None, None]
            scores: list[Cell] = [one.marks[key][0] if key in one.marks else None for key in keys]
            yield [one.name, one.status, one.reason, one.score, one.max_score, *counts, *scores]

    return to_csv(header, rows())


def _exercises(summary: Summary) -> str:
    header = [
        *("exercise", "title", "max_score", "graded", "mean", "full", "partial", "nothing_right", "not_attempted"),
        "not_python",
    ]
    return to_csv(
        header,
        (
            [e.key, e.title, e.max_score, e.of, e.mean, e.full, e.partial, e.none, e.not_attempted, e.not_python]
            for e in summary.exercises
        ),
    )


def _checks(summary: Summary) -> str:
    header = ["exercise", "check", "category", "max_points", "passed", "failed", "not_reached"]
    return to_csv(
        header,
        (
            [e.key, c.name, c.category, c.max_points, c.passed, c.failed, c.not_reached]
            for e in summary.exercises
            for c in e.checks
        ),
    )


def _misconceptions(summary: Summary) -> str:
    header = ["misconception", "students", "exercise", "students_in_exercise"]
    return to_csv(
        header,
        ([m.name, len(m.students), key, count] for m in summary.misconceptions for key, count in m.exercises.items()),
    )


def _look_alikes(pairs: Iterable[Pair]) -> str:
    header = ["student", "other", "exercise", "shared"]
    return to_csv(header, ([p.one, p.other, key, round(part, 2)] for p in pairs for key, part in p.exercises.items()))


def _results(records: Iterable[tuple[str, dict[str, Any]]]) -> str:
    header = [
        *("student", "exercise", "check", "category", "passed", "reached", "points", "max_points", "misconception"),
        "message",
    ]

    def rows() -> Iterator[list[Cell]]:
        for student, record in records:
            for key, exercise in submission_from_json(record["result"]).exercises.items():
                for c in exercise.checks:
                    said = ["yes" if c.passed else "no", "yes" if c.reached else "no"]
                    yield [student, key, c.name, c.category, *said, c.points, c.max_points, c.misconception, message(c)]

    return to_csv(header, rows())
