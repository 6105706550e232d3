"""The programs that a handout shows, each with the output that it prints by the handout's word.

A program is a fence ```python; the fence ```text that follows it is its output. A comment before a fence says more:

    <!-- program doubled.py -->            its file's name; without one it has a number
    <!-- program: order not decided -->    its lines may come in any order
    <!-- not a program -->                 a piece of code, which is not run
    <!-- output from 3.14 -->              the output of these versions, and not of the others: from 3.14, until 3.13
    <!-- picture of loop.py -->            the typed picture that follows is drawn from that program's run in the book

That comment may hold the program itself, below its first line, if the handout does not show it.
An output that begins with "$ " shows commands, each with what it prints. A line "..." stands for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```", re.M | re.S)
_PROGRAM = re.compile(r"<!-- program:? *(?:(?P<name>\w+\.py))?,? *(?P<order>order not decided)? *-->\s*\Z")
_NO_PROGRAM = re.compile(r"<!-- not a program -->\s*\Z")
_OUTPUT = re.compile(r"<!-- output (?P<bound>from|until) 3\.(?P<minor>\d+) -->\s*\Z")
_DRAWN_ALONE = re.compile(r"^<!-- picture of (?P<name>\w+\.py)\n(?P<text>.*?)^-->$", re.M | re.S)
_BETWEEN = re.compile(r"\s*(?:prints)?\s*\Z")


@dataclass(frozen=True, slots=True)
class ExpectedOutput:
    """The expected output of a command on the Python versions from 3.`first` to 3.`last`."""

    command: tuple[str, ...]
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class HandoutProgram:
    """One program of a handout: `line` is where it stands there. `ordered`: its lines come in one order only."""

    unit: str
    name: str
    line: int
    text: str
    ordered: bool
    outputs: tuple[ExpectedOutput, ...]

    def outputs_on(self, minor: int) -> tuple[ExpectedOutput, ...]:
        """Return the expected output on Python 3.`minor`."""
        return tuple(output for output in self.outputs if output.first <= minor <= output.last)


def programs_of(unit: str, handout: str) -> list[HandoutProgram]:
    """The programs of a handout, in their order."""
    found: list[HandoutProgram] = []
    end = 0
    for fence in _FENCE.finditer(handout):
        before = handout[end : fence.start()]
        if fence[2] == "python" and not _NO_PROGRAM.search(before):
            said = _PROGRAM.search(before)
            name = (said and said["name"]) or f"{unit}_{len(found) + 1}.py"
            ordered = not (said and said["order"])
            line = handout.count("\n", 0, fence.start()) + 1
            found.append(HandoutProgram(unit, name, line, _dedented(fence), ordered, ()))
        elif fence[2] == "text" and found:
            said = _OUTPUT.search(before)
            if said is not None or (not found[-1].outputs and _BETWEEN.match(before)):
                found[-1] = _with_output(found[-1], _dedented(fence), said)
        end = fence.end()
    return found


def drawn_alone(unit: str, handout: str) -> list[HandoutProgram]:
    """The programs that are there for a picture only: the comment before it holds them."""
    return [
        HandoutProgram(unit, found["name"], handout.count("\n", 0, found.start()) + 1, found["text"], False, ())
        for found in _DRAWN_ALONE.finditer(handout)
    ]


def _with_output(program: HandoutProgram, text: str, said: re.Match[str] | None) -> HandoutProgram:
    first, last = 11, 99
    if said is not None:
        first, last = (int(said["minor"]), 99) if said["bound"] == "from" else (11, int(said["minor"]))
    outputs = tuple(ExpectedOutput(command, shown, first, last) for command, shown in _commands(program.name, text))
    return HandoutProgram(
        program.unit, program.name, program.line, program.text, program.ordered, (*program.outputs, *outputs)
    )


def _commands(name: str, text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if not text.startswith("$ "):
        yield ("python", name), text
        return
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        yield tuple(command.split()), shown.rstrip("\n") + "\n" if shown.strip() else ""


def _dedented(fence: re.Match[str]) -> str:
    indent = fence[1]
    return "".join(line.removeprefix(indent) for line in fence[3].splitlines(keepends=True))
