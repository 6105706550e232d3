"""The calls of a student's function in one run, each with its own tasks: which worker did what, how many at once.

A scenario that calls the function several times gives each call a number, the first value of its marks: "called N" in
main before the call, "begin N ITEM" and "end N ITEM VALUE" in a task, "returned N ..." or "raised N ..." in main
after it. `given("calls")[N]` holds the inputs of the call: `items`, `seconds` (how long each task takes), `limit`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.checks.facts import Facts, Moment, ProcessFacts, expect_calls

_MOST_ITEMS = 6
"""So many items are told one by one."""


@dataclass(frozen=True)
class TaskRun:
    """One run of a task: from its begin mark to its end mark; `end` is None if it was cut off."""

    begin: Moment
    end: Moment | None

    @property
    def process(self) -> ProcessFacts:
        return self.begin.process

    @property
    def item(self) -> Any:
        return self.begin.values[1]

    @property
    def value(self) -> Any:
        """What the task returned, as it said itself in its own process; None if it says nothing of that."""
        return self.end.values[2] if self.end and len(self.end.values) > 2 else None

    def open_at(self, moment: Moment) -> bool:
        """Whether it had begun and not ended."""
        return self.begin.before(moment) and not (self.end and self.end.before(moment))


@dataclass(frozen=True, eq=False)
class NumberedCall:
    """One call: `called` and `over` are its first and last moment; `over` is None if it never came back."""

    trace: Facts
    number: int
    given: dict[str, Any]
    called: Moment
    over: Moment | None

    @property
    def items(self) -> list[Any]:
        return list(self.given["items"])

    @property
    def limit(self) -> int:
        return int(self.given["limit"])

    @property
    def returned(self) -> Moment:
        """The mark "returned" of this call.

        Raises CheckFailed if the call did not return.
        """
        found = [moment for moment in self.trace.marks("returned") if moment.value == self.number]
        return found[0] if found else self.trace.mark("returned of this call")

    @cached_property
    def tasks(self) -> list[TaskRun]:
        """The tasks of this call in order of their begins."""
        ends = [moment for moment in self.trace.marks("end") if moment.value == self.number]
        tasks = []
        for begin in self.trace.marks("begin"):
            if begin.value == self.number:
                same = [e for e in ends if e.process == begin.process and e.values[1] == begin.values[1]]
                end = next((e for e in same if e.after(begin)), None)
                tasks.append(TaskRun(begin, end))
                if end is not None:
                    ends.remove(end)
        return tasks

    @property
    def ended(self) -> list[TaskRun]:
        """The tasks that came to their end, in the order in which they did."""
        return sorted((task for task in self.tasks if task.end), key=lambda task: task.end.n if task.end else 0)

    @cached_property
    def workers(self) -> list[ProcessFacts]:
        """The processes that ran tasks, main among them, in order of birth."""
        return sorted({task.process for task in self.tasks}, key=lambda process: process.id)

    @cached_property
    def born(self) -> list[ProcessFacts]:
        """The processes that were made during the call, and before the next one began; no helpers."""
        later = [moment for moment in self.trace.main.marks("called") if moment.after(self.called)]
        until = later[0] if later and (self.over is None or later[0].before(self.over)) else self.over
        return [
            process
            for process in self.trace.workers
            if process.born and process.born.after(self.called) and process.born.before(until)
        ]

    @cached_property
    def at_once(self) -> int:
        """How many tasks ran at the same time, at most."""
        return _most_at_once(self.tasks)

    @property
    def at_home(self) -> list[TaskRun]:
        """The tasks that ran in the main process."""
        return [task for task in self.tasks if task.process.is_main]

    @property
    def missing(self) -> list[Any]:
        """The items whose task never came to its end, as often as it did not."""
        return without(self.items, [task.item for task in self.tasks if task.end])

    @property
    def surplus(self) -> list[Any]:
        """The items whose task was called more often than they are among the items."""
        return without([task.item for task in self.tasks], self.items)

    def idle_seconds(self, workers: int) -> float:
        """How long so many workers were without a task, added up, between the first begin and the last."""
        tasks = [task for task in self.tasks if task.end]
        if not tasks:
            return 0.0
        first, last = min(task.begin.t for task in tasks), max(task.begin.t for task in tasks)
        worked = sum(min(task.end.t, last) - task.begin.t for task in tasks if task.end)
        return workers * (last - first) - worked

    def left(self, moment: Moment) -> list[ProcessFacts]:
        """The processes of this call that still lived at the moment."""
        return [process for process in self.born if process.alive_at(moment)]

    def uncollected(self, moment: Moment) -> list[ProcessFacts]:
        """The processes of this call that had ended by the moment, and that nothing had collected."""
        return [process for process in self.born if process.zombie_at(moment)]

    def text(self, function: str, *more: str) -> str:
        """The call as the student would write it: the function's name and the values of its arguments."""
        arguments = ["task"]
        if "items" in self.given:
            arguments.append(told(self.items))
        arguments += [f"{name}={self.given[name]}" for name in ("limit", *more) if name in self.given]
        return f"`{function}({', '.join(arguments)})`"


def calls_of(trace: Facts) -> list[NumberedCall]:
    """The calls of a run, in their order.

    Raises CheckFailed if main did not make all that the scenario was given.
    """
    ends = trace.marks("returned") + trace.marks("raised")
    calls = []
    for called in trace.main.marks("called"):
        over = min((end for end in ends if end.value == called.value), key=lambda end: end.n, default=None)
        calls.append(NumberedCall(trace, called.value, trace.given["calls"][called.value], called, over))
    if not trace.marks("raised"):  # an exception ends the program, and is told as that
        expect_calls(len({call.number for call in calls}), len(trace.given["calls"]))
    return calls


def told(items: list[Any]) -> str:
    """A list as it is told to the student: a long one by its first items and its length."""
    if len(items) <= _MOST_ITEMS:
        return repr(items)
    first = ", ".join(repr(item) for item in items[: _MOST_ITEMS - 2])
    return f"[{first}, ..., {len(items)} items]"


def same(one: Iterable[Any], other: Iterable[Any]) -> bool:
    """Whether two lists hold the same values, each as often, in whatever order; the values need not be hashable."""
    return Counter(map(_key, one)) == Counter(map(_key, other))


def without(values: list[Any], others: list[Any]) -> list[Any]:
    """The values that are left when each of the others has taken an equal one away."""
    left = Counter(map(_key, others))
    found = []
    for value in values:
        if left[_key(value)]:
            left[_key(value)] -= 1
        else:
            found.append(value)
    return found


def _most_at_once(tasks: list[TaskRun]) -> int:
    steps = [(task.begin.n, 1) for task in tasks] + [(task.end.n, -1) for task in tasks if task.end]
    now = most = 0
    for _, step in sorted(steps):
        now += step
        most = max(most, now)
    return most


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
