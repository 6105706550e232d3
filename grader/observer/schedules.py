"""Which process may run next, where there is a choice: the schedules.

All are fair: no process is held for ever. A schedule decides about a newborn once, when it could first run; about a
process that is slow to exit, when it exits; and at points where a process is stopped anyway, whether it waits for its
turn. The observer lets a held thread go when its time has come, when no other can run, or when the others have used up
a quantum of CPU time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

Name = Literal["natural", "child-first", "parent-first", "slow-child", "slow-exit", "slow-parent", "random", "priority"]
NAMES: tuple[Name, ...] = get_args(Name)

TurnPoint = Literal["asked", "woken", "made", "wrote"]
"""Where a thread may have to wait for its turn: it has asked without waiting and heard "not yet"; a wait of it has
ended; it has made a process; it is about to write or to mark."""

SLOW_CHILD_NS = 100 * 10**9
"""How late a newborn starts under slow-child."""
SLOW_EXIT_NS = 100 * 10**9
"""How long a process takes to exit under slow-exit."""
HOLD_QUANTUM_NS = 500 * 10**6
"""CPU time that one process may use while another is held."""
MOST_OVERTAKEN = 500
"""How often others may be let go before a thread that waits for its turn."""
_RANDOM_DELAY_NS = 3 * 10**9
_CHANGES = 3
_POINTS_IN_A_RUN = (10, 30, 100, 300, 1000)
"""Among how many points the changes of priorities are drawn: how many there will be is not known."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to a newborn: it goes at once, is held until no other can run, or starts late; and if the thread
    that made it waits until it is blocked or has exited."""

    held: bool = False
    late_ns: int = 0
    parent_waits: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thread that may go next: its process's id, and how many ancestors that has in the run."""

    process: int
    generation: int


class Schedule:
    """One schedule of one run; the seed decides what "random" and "priority" do."""

    def __init__(self, name: Name, seed: int = 0) -> None:
        self.name = name
        self.seed = seed
        self._random = Random(seed)
        self._priorities: dict[int, float] = {}
        self._points = 0
        self._changes: frozenset[int] = frozenset()
        if name == "priority":
            most = self._random.choice(_POINTS_IN_A_RUN)
            self._changes = frozenset(self._random.sample(range(1, most + 1), _CHANGES))

    def newborn(self) -> Decision:
        """Decide about the next newborn."""
        match self.name:
            case "natural" | "slow-exit":
                return Decision()
            case "child-first":
                return Decision(parent_waits=True)
            case "parent-first" | "slow-parent" | "priority":
                return Decision(held=True)
            case "slow-child":
                return Decision(late_ns=SLOW_CHILD_NS)
            case "random":
                delay = self._random.randrange(1, _RANDOM_DELAY_NS // 10**6) * 10**6
                return self._random.choice(
                    [Decision(), Decision(parent_waits=True), Decision(held=True), Decision(late_ns=delay)]
                )

    @property
    def exit_ns(self) -> int:
        """How long a process takes to exit."""
        return SLOW_EXIT_NS if self.name == "slow-exit" else 0

    @property
    def takes_turns(self) -> bool:
        """Whether processes wait for their turn at points within their lives, and every wait is such a point."""
        return self.name in ("slow-parent", "priority")

    def turn_ends(self, process: int, point: TurnPoint) -> bool:
        """Whether a process (an id of the trace) that has come to such a point waits for its next turn."""
        if self.name == "slow-parent":
            return point in ("asked", "woken")
        if self.name != "priority":
            return False
        self._points += 1
        if self._points in self._changes:
            self._priorities[process] = -self._points
        return True

    def next_turn(self, candidates: Sequence[Candidate]) -> int:
        """Which of several held threads, newborns first, goes on: an index."""
        if self.name == "slow-parent":  # children before their parents, and in the order of their births
            return max(range(len(candidates)), key=lambda n: (candidates[n].generation, -candidates[n].process))
        if self.name == "priority":
            return max(range(len(candidates)), key=lambda n: self._priority(candidates[n].process))
        return self.pick(len(candidates))

    def _priority(self, process: int) -> float:
        return self._priorities.setdefault(process, self._random.random())

    def pick(self, count: int) -> int:
        """Which of `count` whose time has come at the same moment goes."""
        return self._random.randrange(count) if self.name == "random" else 0
