"""Predict first: the order in which things will happen, as the student sees it beforehand, and as it was."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from rich.table import Table
from rich.text import Text

from grader.checks.facts import Facts
from grader.course.contents import Exercise
from grader.reports import words
from grader.workshop.checking import Checked


def choices(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """What is to be put into order, each as (mark, words), in an order that gives nothing away."""
    return tuple(sorted(exercise.predict, key=lambda pair: pair[1].casefold()))


def happened(exercise: Exercise, facts: Facts) -> tuple[str, ...]:
    """The order in which it was, each mark at its first time; what did not happen is left out."""
    first = {}
    for mark, _ in exercise.predict:
        found = next((m for m in facts.of_kind("mark") if m.text == mark or m.text.startswith(mark + " ")), None)
        if found is not None:
            first[mark] = found.n
    return tuple(sorted(first, key=first.__getitem__))


def comparison(checked: Checked, prediction: tuple[str, ...]) -> Table | None:
    """The prediction above what happened under each schedule; None if nothing was run."""
    exercise = checked.exercise
    said = dict(exercise.predict)
    rows = {}
    for facts in checked.runs:
        order = happened(exercise, facts)
        if order and facts.schedule not in rows:
            rows[facts.schedule] = order
    if not rows:
        return None
    table = Table(
        box=None, pad_edge=False, title="Predicted, and what happened", title_justify="left", title_style="bold"
    )
    table.caption, table.caption_justify = Text(words.printable(verdict(prediction, list(rows.values()), said))), "left"
    table.add_column("", style="dim", no_wrap=True)
    table.add_column("")
    table.add_row("you said", _order(prediction, said))
    for schedule, order in rows.items():
        line = _order(order, said, prediction)
        left_out = [said[mark] for mark in said if mark not in order]
        if left_out:
            line.append(f"  (never: {', '.join(words.printable(word) for word in left_out)})", "red")
        elif order == prediction:
            line.append("  as you said", "green")
        else:
            line.append("  otherwise", "yellow")
        table.add_row(schedule, line)
    return table


def verdict(prediction: tuple[str, ...], orders: list[tuple[str, ...]], said: Mapping[str, str]) -> str:
    """What the runs say of the prediction; an order that can happen is not wrong, whether or not a run showed it."""
    before = {pair for order in orders for pair in combinations(order, 2)}
    undecided = [(a, b) for a, b in combinations(prediction, 2) if (a, b) in before and (b, a) in before]
    against = [(b, a) for a, b in combinations(prediction, 2) if (b, a) in before and (a, b) not in before]
    if against:
        first, second = (said.get(mark, mark) for mark in against[0])
        return f"In every run here: first “{first}”, then “{second}”."
    if undecided:
        first, second = (said.get(mark, mark) for mark in undecided[0])
        return f"This order can happen; nothing in the program decides between “{first}” and “{second}”."
    return "This is the order of every run here." if prediction in orders else ""


def _order(marks: tuple[str, ...], said: Mapping[str, str], prediction: tuple[str, ...] = ()) -> Text:
    """The marks in their words; those that stand elsewhere in the prediction are highlighted."""
    moved = dict(zip(marks, prediction, strict=False)) if prediction else {}
    return Text(" → ").join(
        Text(words.printable(said.get(mark, mark)), "bold yellow" if moved.get(mark, mark) != mark else "")
        for mark in marks
    )
