"""The whole course on one screen: each exercise, done or not, and the next one."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from grader.course.contents import Course
from grader.reports import words
from grader.workshop import telling
from grader.workshop.state import StudentProgress
from grader.workshop.work import work_of

HERE = "›"
"""The sign before the exercise at which the student is."""


def show(out: Console, course: Course, state: StudentProgress, *, current: str | None = None) -> None:
    """Print the course; `current` is marked as where the student is."""
    for part in parts(out, course, state, current=current):
        out.print(part)


def parts(out: Console, course: Course, state: StudentProgress, *, current: str | None = None) -> list[RenderableType]:
    """The same, line by line."""
    body: list[RenderableType] = []
    width = out.width if out.is_terminal else 100
    keys = max(len(exercise.name) for exercise in course.exercises)
    says = {exercise.key: work_of(exercise).says(state.of(exercise.key)) for exercise in course.exercises}
    done = [exercise for exercise in course.exercises if says[exercise.key] in ("passed", "partly")]
    body.append(Text(words.printable(course.title), "bold"))
    points = sum(exercise.points for exercise in done)
    body.append(_bar(len(done), len(course.exercises), min(40, width - 30)).append(
        f" {len(done)} of {len(course.exercises)} · {points:g} of {course.points:g} points"
    ))  # fmt: skip
    following = telling.next_exercise(course, state)
    here = current or (following.key if following else None)
    for unit in course.units:
        body.append("")
        body.append(Text(words.printable(unit.title), "bold"))
        for exercise in unit.exercises:
            standing = says[exercise.key]
            sign, style = telling.SIGNS[standing]
            line = Text(f"{HERE if exercise.key == here else ' '} ", "bold cyan")
            line.append(f"{sign} ", style)
            line.append_text(_link(out, exercise.stub, exercise.name, keys))
            line.append(f" {exercise.points:>3g} points  ", "dim")
            shown = (
                ""
                if standing == "passed"
                else f"  {'right as far as judged here' if standing == 'partly' else standing}"
            )
            room = width - len(line.plain) - len(shown)
            line.append(words.shorten(words.printable(exercise.title), max(room, 8)))
            line.append(shown, style)
            line.no_wrap = True
            line.overflow = "ellipsis"
            body.append(line)
    body.append("")
    if following is None:
        body.append(Text("The whole course is done.", "bold green"))
    else:
        body.append(Text.assemble(
            ("Next: ", "bold"), telling.link(out, following.stub), "\n",
            ("Then: ", "bold"), f"grader check {following.key}, or grader watch",
        ))  # fmt: skip
    return body


def _link(out: Console, path: Path, name: str, width: int) -> Text:
    text = Text(name, f"link {path.as_uri()}" if out.is_terminal else "")
    return text.append(" " * (width - len(name)))


def _bar(done: int, all_: int, width: int) -> Text:
    full = round(width * done / all_) if all_ else 0
    return Text.assemble(("━" * full, "green"), ("─" * (width - full), "dim"))
