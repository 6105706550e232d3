"""Who may run next: the schedules.

All are fair: nobody is held for ever. A schedule decides about a newborn process once, when it could first run; the
observer lets it go when its time has come, when nobody else can run, or when the others have used up a quantum of CPU
time.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

Name = Literal["natural", "child-first", "parent-first", "slow-child", "random"]
NAMES: tuple[Name, ...] = get_args(Name)

SLOW_CHILD_NS = 100 * 10**9
"""How late a newborn starts under slow-child."""
HOLD_QUANTUM_NS = 500 * 10**6
"""CPU time that one process may use while somebody is held."""
_RANDOM_DELAY_NS = 3 * 10**9


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to a newborn: it goes at once, is held until nobody else can run, or starts late; and whether the
    thread that made it waits until it is blocked or gone."""

    held: bool = False
    late_ns: int = 0
    parent_waits: bool = False


class Schedule:
    """One schedule of one run; the seed decides what "random" does."""

    def __init__(self, name: Name, seed: int = 0) -> None:
        self.name = name
        self.seed = seed
        self._random = Random(seed)

    def newborn(self) -> Decision:
        """What to do with the next newborn."""
        match self.name:
            case "natural":
                return Decision()
            case "child-first":
                return Decision(parent_waits=True)
            case "parent-first":
                return Decision(held=True)
            case "slow-child":
                return Decision(late_ns=SLOW_CHILD_NS)
            case "random":
                delay = self._random.randrange(1, _RANDOM_DELAY_NS // 10**6) * 10**6
                return self._random.choice(
                    [Decision(), Decision(parent_waits=True), Decision(held=True), Decision(late_ns=delay)]
                )

    def pick(self, count: int) -> int:
        """Which of `count` that might go next goes."""
        return self._random.randrange(count) if self.name == "random" else 0
