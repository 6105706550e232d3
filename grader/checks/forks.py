"""What the hidden checks of unit fork ask: the parent waits, leaves other children alone, and does not raise.

The scenarios' side is tests/scenarios/forking.py. Like `claims`, it says what hidden checks say, so no release has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.checks.facts import Moment
from grader.checks.fork_calls import ForkingCall, expect_collected
from grader.checks.vocabulary import wrong_if


def expect_not_raised(call: ForkingCall, function: str, clause: str) -> None:
    """The student's function did not raise in the parent."""
    if call.raised:
        error, line = call.ended.values
        where = f" ({line})" if line else ""
        wrong_if(True, "an exception", f"`{function}` raised {error}{where} {clause}", at=call.ended)


def expect_waited(call: ForkingCall, function: str, *, since: Moment | None = None) -> None:
    """Every child had ended and was collected when the function came back, and it came back soon after.

    `since`: what the parent was still busy with until then.
    """
    expect_others_left_alone(call, function)
    expect_not_at_a_stop(call, function)
    expect_collected(call, function, since=since)


def expect_not_at_a_stop(call: ForkingCall, function: str) -> None:
    """The function did not take a child that a signal had stopped for one that has ended."""
    for child in call.children:
        stopped, on = child.marks("stops"), child.marks("goes-on")
        waited = [m for kind in ("wait", "sleep") for m in call.during(call.caller.events(kind))]
        waited += [other.collected for other in call.children if other.collected and other.collected.before(call.ended)]
        wrong_if(
            stopped and waited and stopped[0].before(call.ended) and (not on or on[0].after(call.ended)),
            "a stop taken for an end",
            f"`{function}` returned when a signal had stopped the child {child.pid}: that child was alive, and went on "
            "later",
            at=call.ended,
        )


def expect_others_left_alone(call: ForkingCall, function: str) -> None:
    """The other child of the caller lived on until the scenario ended it, and its signal handlers stayed."""
    expect_handlers_kept(call.during(call.caller.marks("handlers-changed")), function)
    pids = [m.value for m in call.caller.marks("another")]
    over = next(iter(call.caller.marks("another-may-end")), None)
    for other in [p for p in call.caller.children if p.pid in pids and p not in call.children]:
        ended = other.exit is not None and other.exit.after(call.began) and other.exit.before(over)
        wrong_if(
            ended and other.signal,
            "other child ended",
            f"another child of the caller, process {other.pid}, was killed by {other.signal} during the call",
            at=other.exit,
        )
        wrong_if(
            ended,
            "waits for other children",
            f"`{function}` returned only when another child of the caller, process {other.pid}, had ended: it waited "
            "for that one, too",
            at=call.ended,
        )


def expect_handlers_kept(changed: Sequence[Moment], function: str) -> None:
    """None of the marks "handlers-changed" came."""
    names = " and ".join(changed[0].value) if changed else ""
    wrong_if(
        changed,
        "signal handler left changed",
        f"after `{function}`, the caller's signal settings were not those from before ({names})"
        + ("; with SIGCHLD ignored, the caller cannot collect its other children" if names == "SIGCHLD" else ""),
        at=changed,
    )
