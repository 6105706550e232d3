"""`grader doctor`: what this machine can do, and what to do about what is missing."""

from __future__ import annotations

import sys

from rich.padding import Padding
from rich.text import Text

from grader.commands.failure import MACHINE_CANNOT
from grader.reports import words
from grader.version import for_students
from grader.workshop.machine import Ability, abilities
from grader.workshop.telling import console

_SIGNS = {"yes": ("✓", "green"), "no": ("✗", "red"), "not needed": ("·", "dim")}


def run() -> None:
    """Print each ability with its remedy; exits 3 where something essential is missing."""
    out = console()
    missing: list[Ability] = []
    for ability in abilities(grading=not for_students()):
        sign, style = _SIGNS[ability.verdict]
        out.print(Text.assemble((f"{sign} ", style), (ability.name, "bold"), ": ", words.printable(ability.what)))
        if ability.remedy:
            out.print(
                Padding(Text(words.printable(ability.remedy), "" if ability.verdict == "no" else "dim"), (0, 0, 0, 2))
            )
        if ability.verdict == "no" and ability.essential:
            missing.append(ability)
    out.print()
    if missing:
        out.print(Text("Missing: " + ", ".join(ability.name for ability in missing), "bold red"))
        sys.exit(MACHINE_CANNOT)
    out.print(Text("This machine can do all that it is asked to.", "bold green"))
