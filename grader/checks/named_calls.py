"""What happened between a call of the student's function and its return, where a scenario makes several calls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.checks.facts import Facts, Moment, ProcessFacts, expect_calls


@dataclass(frozen=True, eq=False)
class NamedCall:
    """One call: from the mark "call" with its name to the mark "returned" or "raised" with the same name.

    The scenario makes them with `attempt` of the module edges. Marks within a call begin with its name, too.
    """

    facts: Facts
    name: Any
    begin: Moment
    over: Moment

    @property
    def raised(self) -> str | None:
        """The exception that the function raised, with the student's line; None if it returned."""
        if self.over.text.partition(" ")[0] != "raised":
            return None
        _, kind, text, where = (*self.over.values, "", "")[:4]
        told = f"{kind}: {text}" if text else str(kind)
        return f"{told} ({where})" if where else told

    @property
    def kind(self) -> str:
        """The name of the returned value's type."""
        return "" if self.raised else str(self.over.values[1])

    @property
    def value(self) -> Any:
        """The returned value, as JSON has it: a tuple is a list."""
        return None if self.raised else self.over.values[2]

    @cached_property
    def born(self) -> list[ProcessFacts]:
        """The workers that were born during the call, in order."""
        return [process for process in self.facts.workers if process.born and self.holds(process.born)]

    def holds(self, moment: Moment) -> bool:
        """Whether the moment lies within the call."""
        return moment.after(self.begin) and moment.before(self.over)

    def marks(self, label: str) -> list[Moment]:
        """The marks with that label and this call's name, by any process, also after the call."""
        return [moment for moment in self.facts.marks(label) if moment.value == self.name]


def calls(facts: Facts) -> list[NamedCall]:
    """The calls that main made, in order; each has its own name.

    Raises CheckFailed if it did not make all those that the scenario was given.
    """
    over = {moment.value: moment for label in ("returned", "raised") for moment in facts.main.marks(label)}
    found = [NamedCall(facts, begin.value, begin, over[begin.value]) for begin in facts.main.marks("call")]
    names = facts.given.get("calls") or facts.given.get("tasks") or ()
    expect_calls(len({call.name for call in found}), len(names))
    return found
