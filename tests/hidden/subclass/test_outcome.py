"""subclass/outcome: new, running, ok, error, signal and closed are told apart, by a look that changes nothing."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"code": random.randint(2, 120)})
STATES = ("natural", "slow-child")


def said(trace, state):
    """The mark of what `outcome` said of the process in that state."""
    return next(mark for mark in trace.marks("said") if mark.value == state)


def crashed(answer):
    return answer.values[1].partition(":")[0] in ("AttributeError", "TypeError", "ValueError")


def wrong_answer(trace, state, expected, what):
    """Whatever is wrong with the answer that no misconception has a name for."""
    answer = said(trace, state)
    text = answer.values[1]
    wrong_if(crashed(answer), "exception", f"`outcome` raised {text} of {what}; it is “{expected}”", at=answer)
    wrong_if(text != expected, "wrong word", f"`outcome` said {text!r} of {what}; it is “{expected}”", at=answer)


@check(points=1, category="errors", scenario=SCENARIO, schedules=STATES)
def test_ended_by_itself(trace):
    """A process that ended by itself is "ok" with exit code 0 and "error N" with another, joined or not."""
    code = trace.given["code"]
    ok, error = said(trace, "ok"), said(trace, "error")
    wrong_if(
        ok.values[1] in ("running", "new"),
        "0 taken for None",
        f"a process that has ended with exit code 0 is {ok.values[1]!r} to you: 0 and None are both false, but "
        "None means that there is no exit code yet",
        at=ok,
    )
    wrong_if(
        error.values[1] == "ok",
        "error taken for ok",
        f"a process that has ended with exit code {code} is “ok” to you",
        at=error,
    )
    wrong_answer(trace, "ok", "ok", "a process that has ended with exit code 0 (not joined)")
    wrong_answer(trace, "error", f"error {code}", f"a process that has ended by sys.exit({code}) (not joined)")
    wrong_answer(trace, "error, joined", f"error {code}", f"a process that has ended by sys.exit({code})")
    wrong_answer(trace, "exception", "error 1", "a process that has ended with an exception")


@check(points=1, category="errors", scenario=SCENARIO, schedules=STATES, needs="test_ended_by_itself")
def test_new_and_running(trace):
    """A process is "new" before `start()` and "running" after it; the look does not wait for it and does not end it."""
    process = next(child for child in trace.main.children if child.pid == trace.mark("started").value)
    new, running, still = said(trace, "new"), said(trace, "running"), said(trace, "running still")
    wrong_if(
        still.after(process.exit),
        "the look changes it",
        "a process that would have slept for long had ended when `outcome` came back: it waited for it, or it ended it",
        at=process.exit,
    )
    for answer in new, running:
        wrong_if(
            crashed(answer),
            "None compared with a number",
            f"before a process has ended its exit code is None, and `outcome` raised {answer.values[1]}",
            at=answer,
        )
    wrong_if(
        running.values[1] == new.values[1],
        "alive unchecked",
        f"a process is {new.values[1]!r} to you, whether it has been started or not: its exit code is None both times",
        at=running,
    )
    wrong_if(
        new.values[1] == "running" or running.values[1] in ("ok", "new") or running.values[1].startswith("error"),
        "alive unchecked",
        f"before `start()` you say {new.values[1]!r} and while it runs {running.values[1]!r}",
        at=running,
    )
    wrong_answer(trace, "new", "new", "a process before its start()")
    wrong_answer(trace, "running", "running", "a process that is asleep")
    wrong_answer(trace, "running still", "running", "a process that is asleep, when asked again")


@check(points=0.5, category="errors", scenario=SCENARIO, schedules=STATES, needs="test_ended_by_itself")
def test_ended_by_a_signal(trace):
    """A process that a signal ended is "signal N", with the signal's number."""
    for state, number, how in (("terminated", 15, "terminate()"), ("killed", 9, "kill()"), ("hung up", 1, "SIGHUP")):
        answer = said(trace, state)
        wrong_if(
            "error" in answer.values[1].lower() and not crashed(answer),
            "-15 as an error",
            f"after `{how}` a process is {answer.values[1]!r} to you: the negative exit code {-number} says that "
            f"signal {number} ended it",
            at=answer,
        )
        wrong_if(
            answer.values[1] == f"signal {-number}",
            "the minus kept",
            f"after `{how}` you say {answer.values[1]!r}: the signal's number is {number}",
            at=answer,
        )
        wrong_answer(trace, state, f"signal {number}", f"a process after `{how}`")


@check(points=0.5, category="errors", scenario=SCENARIO, schedules=STATES, needs="test_ended_by_itself")
def test_closed(trace):
    """A closed process is "closed", whatever it was before."""
    for state in "closed", "closed after an error":
        answer = said(trace, state)
        wrong_if(
            answer.values[1].startswith("ValueError"),
            "ValueError on a closed one",
            f"`outcome` raised {answer.values[1]}: nearly every question to a closed process does",
            at=answer,
        )
        wrong_answer(trace, state, "closed", "a process after its close()")
