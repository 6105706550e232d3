"""What you may know about outcome: a word for each state."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"code": 3})


def expect(trace, state, expected):
    answer = next(mark for mark in trace.marks("said") if mark.value == state)
    wrong_if(
        answer.values[1] != expected,
        "wrong word",
        f"a process that is {state}: `outcome` said {answer.values[1]!r}, expected was {expected!r}",
        at=answer,
    )


@check(category="errors", scenario=SCENARIO, schedules=("natural",))
def test_new_and_running(trace):
    """Before `start()` a process is "new", while it sleeps it is "running"."""
    expect(trace, "new", "new")
    expect(trace, "running", "running")


@check(category="errors", scenario=SCENARIO, schedules=("natural",))
def test_ended(trace):
    """A process that has ended is "ok", "error 3" after `sys.exit(3)`, and "signal 15" after `terminate()`."""
    expect(trace, "ok", "ok")
    expect(trace, "error", "error 3")
    expect(trace, "terminated", "signal 15")


@check(category="errors", scenario=SCENARIO, schedules=("natural",))
def test_closed(trace):
    """After `close()` it is "closed"."""
    expect(trace, "closed", "closed")
