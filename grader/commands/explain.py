"""`grader explain`: the card of a misconception."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from grader.commands.failure import Failure
from grader.course.contents import Course, CourseError, find_course
from grader.course.misconceptions import Misconception, handout_text, heading_line, read_registry
from grader.reports.words import printable
from grader.workshop import telling


def run(name: str, course_folder: Path | None) -> None:
    """Print the card: what the name means, a wrong program and what it does, a question, the place in the handout."""
    try:
        course = find_course(course_folder)
    except CourseError as error:
        raise Failure(str(error)) from error
    registry = read_registry(course)
    card = registry.cards.get(name) or registry.cards.get(" ".join(name.casefold().split()))
    if card is None:
        near = registry.near(name)
        meant = f" Did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else ""
        raise Failure(f"no misconception is called “{printable(name)}” in this course.{meant}")
    telling.console().print(_told(course, card))


def _told(course: Course, card: Misconception) -> Group:
    parts: list[Text | Padding] = [Text(printable(card.name), "bold yellow"), Text(printable(card.line))]
    if card.wrong:
        program = "\n".join(printable(line) for line in card.wrong.splitlines())
        parts += [Text("\nFor example:", "dim"), Padding(Text(program), (0, 0, 0, 4), expand=False)]
    if card.happens:
        parts += [Text.assemble(("\nWhat happens: ", "dim"), printable(card.happens))]
    if card.ask:
        parts += [Text.assemble(("Ask yourself: ", "dim"), printable(card.ask))]
    place = _place(course, card)
    if place is not None:
        parts += [Text.assemble(("Handout: ", "dim"), place)]
    return Group(*parts)


def _place(course: Course, card: Misconception) -> Text | None:
    file, _, anchor = card.handout.partition("#")
    text = handout_text(course, card) if file else None
    if text is None:
        return None
    return telling.link(telling.console(), course.root / "exercises" / file, heading_line(text, anchor))
