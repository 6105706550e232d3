"""subclass/outcome: new, running, ok, error, signal and closed are told apart, by a look that changes nothing."""

from grader.checks import Scenario, check, wrong_if


def given(random):
    return {
        "codes": [random.randint(2, 8), 15, 255],
        "signals": [1, 10, 15, 9, random.randint(35, 63)],
        "elsewhere": False,
        "long_seconds": 300,
    }


SCENARIO = Scenario(given=given)
ELSEWHERE = Scenario(given=lambda random: {**given(random), "codes": [1], "signals": [12], "elsewhere": True})
STATES = ("natural", "slow-parent")
RAISED = ("AttributeError", "TypeError", "ValueError", "AssertionError", "OSError")
"""What the scenario catches."""


def said(trace, state):
    """The marks of what `outcome` said of processes in that state."""
    return [mark for mark in trace.marks("said") if mark.value == state]


def crashed(answer):
    return answer.values[1].partition(":")[0] in (
        "AttributeError",
        "TypeError",
        "ValueError",
        "AssertionError",
        "OSError",
    )


def right(trace, state, expected, what):
    """Every answer for a process in that state is the expected one."""
    wrong_if(not said(trace, state), "exception", f"{what} was never asked for")
    for answer in said(trace, state):
        text = answer.values[1]
        wrong_if(crashed(answer), "exception", f"`outcome` raised {text} for {what}; it is {expected!r}", at=answer)
        wrong_if(text != expected, "wrong word", f"`outcome` said {text!r} of {what}; it is {expected!r}", at=answer)


def ended_with(code):
    return f"error {code}" if code else "ok"


def the_ends_are_right(trace, codes):
    for ok in said(trace, "ok"):
        wrong_if(
            ok.values[1] in ("running", "new"),
            "0 taken for None",
            f"`outcome` said {ok.values[1]!r} of a process that has ended with exit code 0 (often: 0 and None are both "
            "false, but None means that there is no exit code yet)",
            at=ok,
        )
    for code in codes:
        for state, joined in ((f"error {code}", " and was not joined"), (f"error {code}, joined", "")):
            for answer in said(trace, state):
                wrong_if(
                    answer.values[1] == "ok",
                    "error taken for ok",
                    f"`outcome` said 'ok' of a process that has ended by sys.exit({code})",
                    at=answer,
                )
            right(trace, state, f"error {code}", f"a process that has ended by sys.exit({code}){joined}")
    right(trace, "ok", "ok", "a process that has ended with exit code 0 and was not joined")
    right(trace, "ok, joined", "ok", "a process that has ended with exit code 0 and was joined")
    right(trace, "exception", "error 1", "a process that has ended with an exception")


def between_two_looks(trace, codes):
    for code in (0, codes[0]):
        for answer in said(trace, f"ending with {code}"):
            wrong_if(
                answer.values[1] not in ("running", ended_with(code)),
                "two looks",
                f"`outcome` said {answer.values[1]!r} of a process that was about to end by sys.exit({code}): it is "
                f"'running' or {ended_with(code)!r} (often: it ended between two looks, and the answer puts together "
                "what held before and after)",
                at=answer,
            )
            wrong_if(
                crashed(answer),
                "exception",
                f"`outcome` raised {answer.values[1]} for a process that was about to end",
                at=answer,
            )


@check(points=1, category="errors", scenario=SCENARIO, schedules=STATES)
def test_ended_by_itself(trace):
    """A process that ended by itself is "ok" with exit code 0 and "error N" with another, joined or not."""
    the_ends_are_right(trace, trace.given["codes"])


def not_mixed_up(new, running):
    for answer in new, running:
        wrong_if(
            answer.values[1].startswith("TypeError") and "None" in answer.values[1],
            "None compared with a number",
            f"before a process has ended its exit code is None, and `outcome` raised {answer.values[1]}",
            at=answer,
        )
        wrong_if(
            crashed(answer),
            "exception",
            f"`outcome` raised {answer.values[1]} for a process that has not ended",
            at=answer,
        )
    wrong_if(
        running.values[1] == new.values[1],
        "alive unchecked",
        f"`outcome` said {new.values[1]!r} of a process, whether it had been started or not: its exit code is None "
        "both times",
        at=running,
    )
    wrong_if(
        new.values[1] == "running" or running.values[1] in ("ok", "new") or running.values[1].startswith("error"),
        "alive unchecked",
        f"`outcome` said {new.values[1]!r} before `start()`, and {running.values[1]!r} while the process ran",
        at=running,
    )


def nothing_changes(trace):
    process = next(child for child in trace.main.children if child.pid == trace.mark("started").value)
    still = next(mark for mark in trace.marks("alive"))
    wrong_if(
        still.after(process.exit),
        "the look changes it",
        "a process that would have slept for long had ended when `outcome` came back",
        at=process.exit,
    )
    for mark in trace.marks("after"):
        state, text = mark.values
        wrong_if(
            isinstance(text, str),
            "the look changes it",
            f"after `outcome` had looked at a process ({state}), what the program did next with it (`start`, `join`, "
            f"`exitcode`) raised {text}",
            at=mark,
        )


def nothing_waits(trace):
    for answer in trace.marks("said"):
        wrong_if(
            answer.values[2] > 0.00001,
            "the look waits",
            f"`outcome` took {answer.values[2]:g} seconds to answer for a process ({answer.value}); it is not to wait",
            at=answer,
        )


@check(points=1, category="errors", scenario=SCENARIO, schedules=STATES, needs="test_ended_by_itself")
def test_new_and_running(trace):
    """A process is "new" before `start()` and "running" after it; the look waits for nothing and changes nothing."""
    nothing_changes(trace)
    nothing_waits(trace)
    not_mixed_up(said(trace, "new")[0], said(trace, "running")[0])
    right(trace, "new", "new", "a process before its start()")
    right(trace, "running", "running", "a process that is asleep")
    right(trace, "running still", "running", "a process that has run for 300 seconds")
    between_two_looks(trace, trace.given["codes"])


@check(points=0.5, category="errors", scenario=SCENARIO, schedules=STATES, needs="test_ended_by_itself")
def test_ended_by_a_signal(trace):
    """A process that a signal ended is "signal N", with the signal's number, joined or not."""
    states = [("terminated", 15, "terminate()")]
    states += [(f"signal {n}", n, f"signal {n}") for n in trace.given["signals"]]
    for state, number, how in states:
        for answer in said(trace, state):
            wrong_if(
                "error" in answer.values[1].lower() and not crashed(answer),
                "-15 as an error",
                f"`outcome` said {answer.values[1]!r} of a process after {how}: the negative exit code {-number} says "
                f"that signal {number} ended it",
                at=answer,
            )
            wrong_if(
                answer.values[1] == f"signal {-number}",
                "the minus kept",
                f"`outcome` said {answer.values[1]!r} of a process after {how}: the signal's number is {number}",
                at=answer,
            )
        right(trace, state, f"signal {number}", f"a process after {how}")


@check(points=0.5, category="errors", scenario=ELSEWHERE, schedules=("natural",), needs="test_ended_by_itself")
def test_closed(trace):
    """A closed process is "closed", whatever it was before; spawn's and forkserver's classes are looked at alike."""
    for state in "closed", "closed after an error", "closed, never started":
        for answer in said(trace, state):
            wrong_if(
                answer.values[1].startswith("ValueError") and "closed" in answer.values[1],
                "ValueError on a closed one",
                f"`outcome` raised {answer.values[1]}: nearly every question to a closed process does",
                at=answer,
            )
        right(trace, state, "closed", f"a process that is {state}")
    # What holds of every process is for the other checks to say; here it holds of other start methods' classes.
    for state, expected in (("new", "new"), ("running", "running"), ("ok", "ok")):
        for answer in said(trace, state)[1:]:
            wrong_if(
                answer.values[1] != expected and said(trace, state)[0].values[1] == expected,
                "only one start method",
                f"`outcome` said {answer.values[1]!r} of a process of another start method's class; it is {expected!r}",
                at=answer,
            )
