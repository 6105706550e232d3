"""The pages about the class: the index, one page per exercise, one page per misconception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.class_report import files
from grader.class_report.lookalikes import Pair
from grader.class_report.rendering import render
from grader.class_report.student_page import run_of
from grader.class_report.summary import (
    BINS,
    FAILED,
    NOT_GRADED,
    NOT_HANDED_IN,
    NOT_REACHED,
    PASSED,
    ExerciseCount,
    MisconceptionCount,
    Student,
    Summary,
    histogram,
    median_share,
    page_of,
)
from grader.class_report.tables import TABLES
from grader.course.contents import fingerprint
from grader.course.misconceptions import read_registry
from grader.version import __version__

EXERCISES, MISCONCEPTIONS = "exercises", "misconceptions"
SHOWN, LISTED = 6, 14
"""How many misconceptions have their timeline on the index (all have it on their own page), and how many stand there
without a click."""
_STATE = {
    PASSED: "passed",
    FAILED: "failed",
    NOT_REACHED: "not reached",
    NOT_HANDED_IN: "not handed in",
    NOT_GRADED: "not graded",
}


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """A tenth of the distribution: where it stands in the picture, and who is in it."""

    low: int
    high: int
    count: int
    x: float
    y: float
    width: float
    height: float
    first: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The distribution of scores in pixels. `ticks` are (y, count) of the grid."""

    width: float
    height: float
    base: float
    left: float
    bars: list[ScoreBar]
    ticks: list[tuple[float, int]]
    median: float | None


def write_class_pages(directory: Path, summary: Summary, pairs: list[Pair] | None) -> None:
    """Write them all, and remove the pages of exercises and misconceptions that this class does not have.

    `pairs` are the submissions that look alike; None where nobody looked.
    """
    mistakes = {m.name: f"{MISCONCEPTIONS}/{files.page_name(m.name)}" for m in summary.misconceptions}
    exercises = {e.key: f"{EXERCISES}/{files.page_name(e.key)}" for e in summary.exercises}
    cards = read_registry(summary.course).cards
    links: dict[str, Any] = {"summary": summary, "mistakes": mistakes, "exercise_pages": exercises, "cards": cards}
    shown: list[dict[str, Any]] = []
    for one in summary.misconceptions:
        entry = {"it": one, "example": one.example, "svg": _timeline(directory, one)}
        titles = {e.key: e.title for e in summary.exercises}
        page = render("misconception.html", **links, **entry, titles=titles)
        files.write(page_of(directory, mistakes[one.name]), page)
        shown.append(entry if len(shown) < SHOWN else {**entry, "svg": ""})
    for exercise in summary.exercises:
        page = render("exercise.html", **links, it=exercise, rows=_rows(summary, exercise), states=_STATE)
        files.write(page_of(directory, exercises[exercise.key]), page)
    made = {"when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "version": __version__, "edition": _edition(summary)}
    files.write(
        directory / "class.html",
        render(
            "class.html",
            **links,
            **made,
            plot=plot(summary.graded),
            mistakes_shown=shown,
            median=median_share(summary.students),
            titles={e.key: e.title for e in summary.exercises},
        ),
    )
    files.write(
        directory / "index.html",
        render(
            "index.html",
            **links,
            **made,
            plot=plot(summary.graded),
            mistakes_shown=shown,
            listed=LISTED,
            median=median_share(summary.students),
            ranked=sorted(summary.students, key=_rank),
            strip=lambda student: strip(summary, student),
            tables=TABLES,
            pairs=pairs,
            titles={e.key: e.title for e in summary.exercises},
            pages={student.name: student.page for student in summary.students},
        ),
    )
    files.remove_others(directory / EXERCISES, {page.rpartition("/")[2] for page in exercises.values()})
    files.remove_others(directory / MISCONCEPTIONS, {page.rpartition("/")[2] for page in mistakes.values()})


def _edition(summary: Summary) -> str:
    try:
        return fingerprint(summary.course)[:12]
    except OSError:
        return ""


def _rank(student: Student) -> tuple[bool, float, str]:
    """The best first; who has no score stands at the end."""
    return student.share is None, -(student.share or 0), student.name


def _timeline(directory: Path, one: MisconceptionCount) -> str:
    example = one.example
    if example is None or not example.size:
        return ""
    page = files.read(page_of(directory, example.page))
    return run_of(page, example.place, example.number) if page is not None else ""


def _rows(summary: Summary, exercise: ExerciseCount) -> list[tuple[Student, float | None, str]]:
    rows = [(student, *student.marks[exercise.key]) for student in summary.students if exercise.key in student.marks]
    return sorted(rows, key=lambda row: (row[1] is None, row[1] or 0.0, row[0].name))


def strip(summary: Summary, student: Student) -> str:
    """A student's exercises side by side, as a CSS background: one block per exercise, by how much of it is right."""
    stops: list[str] = []
    for place, exercise in enumerate(summary.exercises):
        left, right = place * 9, place * 9 + 7
        colour = "var(--none)"
        score, marks = student.marks.get(exercise.key, (None, NOT_HANDED_IN))
        if score is not None and NOT_HANDED_IN not in marks:
            full = score >= exercise.max_score
            colour = f"var(--{'full' if full else 'partial' if PASSED in marks else 'zero'})"
        stops.append(f"{colour} {left}px {right}px,transparent {right}px {right + 2}px")
    return ",".join(stops)


def plot(students: Iterable[Student], width: float = 720, height: float = 240) -> Plot:
    """The distribution of scores as a picture."""
    students = list(students)
    counts = histogram(students)
    left, top, base = 34.0, 40.0, height - 38
    step = _step(max(counts, default=0))
    most = max(-(-max(counts, default=0) // step) * step, step)
    room = (width - left - 6) / BINS
    bars = []
    for number, count in enumerate(counts):
        # Rows of the table of students stand best first: the first one of a tenth is its best.
        inside = sorted((student for student in students if student.bin == number), key=_rank)
        tall = count / most * (base - top)
        bars.append(
            ScoreBar(
                number * 100 // BINS,
                (number + 1) * 100 // BINS,
                count,
                round(left + number * room + 3, 1),
                round(base - tall, 1),
                round(room - 6, 1),
                round(tall, 1),
                row_id(inside[0]) if inside else "",
            )
        )
    middle = median_share(students)
    ticks = [(round(base - value / most * (base - top), 1), value) for value in range(0, most + 1, step)]
    place = None if middle is None else round(left + middle * room * BINS, 1)
    return Plot(width, height, base, left, bars, ticks, place)


def _step(most: int) -> int:
    """A round number that goes into `most` at most five times."""
    step = 1
    while most / step > 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def row_id(student: Student) -> str:
    """The id of a student's row in the table of all students."""
    return "s-" + student.page.rpartition("/")[2].removesuffix(".html")
