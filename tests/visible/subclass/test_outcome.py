"""What you may know about outcome: a word for each state."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"codes": [3], "signals": [9], "elsewhere": False, "long_seconds": 5})


def misconception(state, text):
    """What a wrong answer for a process in that state is called."""
    raised = text.partition(":")[0]
    match state:
        case "new" | "running" if raised == "TypeError":
            return "None compared with a number"
        case "new" | "running" if text == "ok":
            return "0 taken for None"
        case "new" | "running" if text in ("new", "running"):
            return "alive unchecked"
        case "ok" if text in ("new", "running"):
            return "0 taken for None"
        case "error 3" if text == "ok":
            return "error taken for ok"
        case "terminated" if text.startswith("error"):
            return "-15 as an error"
        case "terminated" if text == "signal -15":
            return "the minus kept"
        case "closed" if raised == "ValueError":
            return "ValueError on a closed one"
    return "wrong word"


def expect(trace, state, expected):
    answer = next(mark for mark in trace.marks("said") if mark.value == state)
    text = answer.values[1]
    raised = text.partition(":")[0].endswith("Error")
    wrong_if(
        text != expected,
        misconception(state, text),
        f"a process that is {state}: `outcome` {f'raised {text}' if raised else f'said {text!r}'}, expected was "
        f"{expected!r}",
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
    expect(trace, "error 3", "error 3")
    expect(trace, "terminated", "signal 15")


@check(category="errors", scenario=SCENARIO, schedules=("natural",))
def test_closed(trace):
    """After `close()` it is "closed"."""
    expect(trace, "closed", "closed")
