"""Mutants of the reference solutions: is every change of behaviour caught by a hidden check?

    python tests/bench/mutants.py [UNIT[/EXERCISE] ...]

Every operator of cosmic-ray is applied wherever it can be, every statement is taken out once, and the families of
families.py are made of it. A mutant that keeps full marks has survived: it is printed with the reason why it is
equivalent, from equivalent_mutants.toml; exits 1 if one has no reason there.
"""

from __future__ import annotations

import ast
import difflib
import os
import sys
import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from families import family
from rich.console import Console
from rich.table import Table

from grader.course.contents import Exercise, find_course, select
from grader.grading.grade_class import local_executor
from grader.grading.samples import Sample
from grader.grading.verify import SampleVerdict, judge_sample

HERE = Path(__file__).parent
REASONS = HERE / "equivalent_mutants.toml"


def mutants(exercise: Exercise) -> Iterator[str]:
    """The texts of all mutants that differ from the solution, and from each other, in more than their layout."""
    solution = exercise.solution.read_text(encoding="utf-8")
    seen = {ast.dump(ast.parse(solution))}
    for text in [*changed(solution), *shortened(solution)]:
        try:
            tree = ast.dump(ast.parse(text))
        except SyntaxError:
            continue
        if tree not in seen:
            seen.add(tree)
            yield text


def changed(solution: str) -> Iterator[str]:
    """What cosmic-ray's operators make of it."""
    for operator in (get_operator(name) for name in operator_names()):
        if operator.arguments():
            continue
        for occurrence in count():
            text = mutate_code(solution, operator(), occurrence)
            if text is None:
                break
            yield text


def shortened(solution: str) -> Iterator[str]:
    """It without each of its statements, docstrings excepted."""
    lines = solution.splitlines()
    for node in ast.walk(ast.parse(solution)):
        if isinstance(node, ast.stmt) and not is_docstring(node):
            indentation = " " * node.col_offset
            yield "\n".join([*lines[: node.lineno - 1], indentation + "pass", *lines[node.end_lineno :]]) + "\n"


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def change(exercise: Exercise, text: str) -> str:
    """What was changed in its solution."""
    return difference(exercise.solution.read_text(encoding="utf-8"), text)


def difference(before: str, after: str) -> str:
    """What was changed: the lines that went, and those that came."""
    every = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    lines = [line for line in every if line[:3] not in ("---", "+++")]
    went = " ".join(line[1:].strip() for line in lines if line[0] == "-")
    came = " ".join(line[1:].strip() for line in lines if line[0] == "+")
    return f"{went} -> {came}"


def relatives(exercise: Exercise) -> list[tuple[str, str]]:
    """The families of the solution: what was done to it, and the text."""
    found = list(family(exercise.solution.read_text(encoding="utf-8")))
    numbers = [sum(kind == earlier for earlier, _ in found[:at]) for at, (kind, _) in enumerate(found)]
    return [(f"{kind} ({number + 1})", text) for number, (kind, text) in zip(numbers, found, strict=True)]


def main(wanted: list[str]) -> int:
    console = Console(width=140)
    course = find_course(HERE.parent.parent)
    exercises = [e for key in wanted for e in select(course, key)] if wanted else list(course.exercises)
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    table = Table(title="Mutants", title_justify="left", box=None)
    for column in ("exercise", "mutants", "caught", "equivalent", "unexplained"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    unexplained = 0
    with local_executor(os.cpu_count() or 1) as executor:
        for exercise in exercises:
            found = [(change(exercise, text), text) for text in mutants(exercise)]
            found += relatives(exercise)
            verdicts: list[SampleVerdict] = list(
                executor.map(
                    judge_sample,
                    *zip(
                        *[
                            (course, Sample(exercise, what, "right", text.encode()), "bubblewrap", f"mutant {what}")
                            for what, text in found
                        ],
                        strict=True,
                    ),
                )
            )
            survivors = [verdict.sample.name for verdict in verdicts if not verdict.wrong]
            known = reasons.get(exercise.key, {})
            for what in survivors:
                console.print(
                    f"{exercise.key}: survived: {what}\n    {known.get(what, 'NO REASON IS KNOWN')}", markup=False
                )
            new = sum(what not in known for what in survivors)
            unexplained += new
            caught = len(found) - len(survivors)
            table.add_row(exercise.key, *map(str, (len(found), caught, len(survivors) - new, new)))
    console.print(table)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
