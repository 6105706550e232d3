"""Failed checks by their cause: one fault that fails several checks is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.results.model import CheckResult

NOT_ATTEMPTED = "not attempted"
NOT_PYTHON = "not Python"
NOT_IMPLEMENTED = "not implemented"
UNFORESEEN = "unforeseen"
NO_NAMES = frozenset({
    None, NOT_PYTHON, NOT_IMPLEMENTED, UNFORESEEN, "an exception", "exception", "deadlock", "killed",
    "another outcome",
})  # fmt: skip
"""Names that say nothing more than the sentence beside them: several causes may share one."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: the check that tells it best, and the others that fail for it, in their order."""

    told: CheckResult
    others: tuple[CheckResult, ...]

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """All checks that fail for it."""
        return (self.told, *self.others)


def causes(checks: Iterable[CheckResult]) -> tuple[Cause, ...]:
    """The causes of the checks that fail, in the order of the checks."""
    groups: dict[object, list[CheckResult]] = {}
    for check in checks:
        if check.failed:
            groups.setdefault(_cause(check), []).append(check)
    return tuple(_told(group) for group in groups.values())


def _told(group: list[CheckResult]) -> Cause:
    best = next((check for check in group if check.trace is not None), group[0])
    return Cause(best, tuple(check for check in group if check is not best))


def _cause(check: CheckResult) -> object:
    """Equal for checks that fail for the same reason, whatever the schedule, the PIDs and the moment.

    One fault has one name, and one name one fault; where the name says little, what happened decides.
    """
    if check.misconception not in NO_NAMES:
        return check.misconception
    return check.misconception, re.sub(r"\d+", "0", check.happened or "")
