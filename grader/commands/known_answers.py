"""Refuse where the grader's self-test does not see the expected facts: it does not guess."""

from __future__ import annotations

from grader.commands.failure import MACHINE_CANNOT, Failure
from grader.observer.errors import CannotTrace
from grader.observer.selftest.known_answers import why_unsupported
from grader.sandbox.bubblewrap import own_interpreter


def require_known_answers() -> None:
    """Raise Failure if what is seen with the grader's own Python does not count."""
    try:
        reason = why_unsupported(own_interpreter().program)
    except CannotTrace as error:
        reason = str(error)
    if reason is not None:
        raise Failure(
            f"{reason}. So nothing was graded. Use a Python that the grader knows, from 3.11 to 3.15; `grader doctor` "
            "says more.",
            MACHINE_CANNOT,
        )
