"""subclass/call: the value, the exception or the death of the child reaches the parent, once the child is gone."""

import re

from grader.checks import Scenario, check, wrong_if
from grader.checks.facts import expect_calls


def numbers(random, *seconds):
    return ["add", random.randint(*seconds), *random.sample(range(100, 900), 2)]


def values(random):
    """Calls that overlap; the one that is asked first answers last."""
    edges = [["edge", "falsy", 0], ["edge", "falsy", random.choice((1, 2, 3, 6))], ["edge", "exception", 0]]
    edges += [["edge", "pair", 0]]
    calls = [numbers(random, 130, 150), numbers(random, 3, 5), *edges, numbers(random, 30, 40)]
    patience = random.randint(300_000, 400_000)
    return {"calls": calls, "order": list(range(len(calls))), "patience": patience}


def errors(random):
    calls = [["fail", "ValueError", f"bad {random.randint(100, 999)}"], ["fail", "KeyError"], ["fail", "EOFError"]]
    calls += [["fail", "OSError", random.randint(2, 9)], ["fail", "RuntimeError"], ["fail", "Empty"], ["fail", "Lossy"]]
    return {"calls": calls, "order": [1, 0, *range(2, len(calls))]}


def deaths(random):
    """Deaths while an older and a younger sibling live on."""
    ends = [["leave_at_once", random.randint(100, 200)], ["leave", random.choice((0, None))], ["interrupt"]]
    ends += [["be_killed", random.choice((9, 15, 10))]]
    calls = [["live", 5000], *ends, ["live", 5000]]
    return {"calls": calls, "order": [*range(1, len(ends) + 1), 1]}


def again(random):
    calls = [numbers(random, 3, 5), ["fail", "OSError", 5], ["edge", "falsy", 0]]
    return {"calls": calls, "order": [0, 1, 0, 2, 1, 0, 2]}


VALUES = Scenario(given=values)
ERRORS = Scenario(given=errors)
DEATHS = Scenario(given=deaths)
LARGE = Scenario(given=lambda random: {"calls": [["edge", "large", 0], numbers(random, 3, 5)], "order": [0, 1]})
AGAIN = Scenario(given=again)


def child_of(trace, number):
    pid = next((mark.values[1] for mark in trace.marks("started") if mark.value == number), None)
    return next((child for child in trace.main.children if child.pid == pid), None)


def answers(trace):
    """(number, what the child was to do, the answer's mark) of every answer."""
    found = [(mark.value, trace.given["calls"][mark.value], mark) for mark in trace.marks("answer")]
    expect_calls(len(found), len(trace.given["order"]))
    return found


def the_child_calls(trace):
    """Every function was called once, in the process that its Call started, and no start waited."""
    called = trace.marks("called")
    wrong_if(
        called and called[0].process.is_main and called[0].before(trace.mark("created")),
        "call in __init__",
        "`func` was called in the main process while the Call was being created",
        at=called[:1],
    )
    for call in called:
        wrong_if(
            call.process.is_main,
            "the return value of run",
            "`func` was called in the main process (often: by calling `run()`, which runs right there)",
            at=call,
        )
    pids = [mark.values[1] for mark in trace.marks("started")]
    for call in called:
        wrong_if(
            call.process.pid not in pids or call.process not in trace.main.children,
            "another technique",
            f"`func` was called in process {call.process.pid}, which is not a Call that was started",
            at=call,
        )
    for starting, started in zip(trace.marks("starting"), trace.marks("started"), strict=True):
        wrong_if(
            started.t - starting.t > 0.1,
            "start waits",
            f"`start()` returned after {started.t - starting.t:.1f} seconds; several Calls are to run at the same time",
            at=started,
        )
    for number in {number for number, _, _ in answers(trace)}:
        child = child_of(trace, number)
        wrong_if(child is None, "another technique", "`start()` did not create the process that `pid` names")
        wrong_if(
            len(child.marks("called")) > 1, "not called once", f"the child {child.pid} called `func` more than once"
        )


def what_happened(trace, number, answer):
    """What `func` had returned or raised in the child by then: how, type and text; None if it did neither."""
    child = child_of(trace, number)
    for how, label in (("returned", "returns"), ("raised", "raises")):
        if child and child.marks(label) and child.marks(label)[0].before(answer):
            return (how, *child.marks(label)[0].values)
    return None


def in_words(answer):
    how, kind, what = answer.values[1:4]
    return f"`result()` returned {what} ({kind})" if how == "returned" else f"`result()` raised {kind}{what}"


def the_value_is_right(trace, number, answer, words=""):
    child = child_of(trace, number)
    expected = what_happened(trace, number, answer)
    how, kind, what = answer.values[1:4]
    wrong_if(
        expected is None,
        "gives up waiting",
        f"{in_words(answer)}{words} before `func` had returned in the child {child.pid}",
        at=answer,
    )
    said = f"{in_words(answer)}{words}; in the child `func` had returned {expected[2]} ({expected[1]})"
    sums = [mark for other, call, mark in answers(trace) if call[0] == "add"]
    wrong_if(
        answer in sums and all(mark.values[3] == "None" or mark.values[2] == "AttributeError" for mark in sums),
        "self.value set in the child",
        f"{said} (often: what run() assigns to self is assigned in the child, and the parent's object never changes)",
        at=answer,
    )
    wrong_if(how == "raised", "no value", said, at=answer)
    wrong_if((kind, what) != expected[1:], "wrong value", said, at=answer)


def the_error_is_right(trace, number, answer, words=""):
    expected = what_happened(trace, number, answer)
    how, kind, what = answer.values[1:4]
    wrong_if(expected is None, "not called once", "`func` was not called in the child", at=answer)
    said = f"{in_words(answer)}{words}; in the child `func` had raised {expected[1]}{expected[2]}"
    wrong_if(how == "returned", "exception lost", said, at=answer)
    wrong_if((kind, what) != expected[1:], "another exception", said, at=answer)


def the_death_is_told(trace, number, answer, words=""):
    child = child_of(trace, number)
    wrong_if(
        child.exit is None or answer.before(child.exit),
        "gives up waiting",
        f"{in_words(answer)}{words} before the child {child.pid} had ended",
        at=answer,
    )
    code = child.exit_code if child.exit_code is not None else -NUMBERS[child.signal]
    how, kind, _ = answer.values[1:4]
    said = f"{in_words(answer)}{words}; the child had ended with exit code {code} and given neither"
    wrong_if(how == "returned", "death taken for a value", said, at=answer)
    wrong_if(
        kind in ("SystemExit", "KeyboardInterrupt"),
        "sys.exit brought to the parent",
        f"{said}: raised in the parent, {kind} ends that, too",
        at=answer,
    )
    wrong_if(kind != "RuntimeError", "death not told", said, at=answer)
    wrong_if(str(code) not in re.findall(r"-?\d+", answer.values[4]), "no exit code", said, at=answer)


NUMBERS = {"SIGKILL": 9, "SIGTERM": 15, "SIGUSR1": 10}


def the_child_has_ended(trace):
    """At every answer the child has ended and has been collected, and no moment was lost."""
    for asked, (number, _, answer) in zip(trace.marks("asked"), answers(trace), strict=True):
        child = child_of(trace, number)
        wrong_if(
            answer.before(child.exit) or child.zombie_at(answer),
            "no join",
            f"`result()` came back when the child {child.pid} had not ended yet, or had not been collected",
            at=answer,
        )
        late = answer.t - max(asked.t, child.exit.t)
        others = [other for other in trace.alive_at(answer) if other != child]
        wrong_if(
            late > 1.1 + (0 if trace.main.slept_between(asked, answer) else min(5, 0.03 * (answer.t - asked.t))),
            "waits too long",
            f"`result()` came back {late:.1f} seconds after the end of the child {child.pid}"
            + (" (often: another child had inherited the pipe's writing end, and kept it open)" if others else ""),
            at=answer,
        )


@check(points=1, category="isolation", scenario=VALUES, schedules=("natural", "slow-exit"))
def test_the_value_comes_back(trace):
    """`func` is called in the child, and `result()` returns its value in the parent, whatever it is."""
    the_child_calls(trace)
    for number, _, answer in answers(trace):
        the_value_is_right(trace, number, answer)


@check(points=1, category="errors", scenario=ERRORS, schedules=("natural",))
def test_the_exception_is_raised(trace):
    """An exception of `func` is raised by `result()` in the parent, of the same class and with the same arguments."""
    the_child_calls(trace)
    for number, call, answer in answers(trace):
        if call[0] == "fail":
            the_error_is_right(trace, number, answer)
        else:
            the_value_is_right(trace, number, answer)


@check(
    points=1,
    category="errors",
    scenario=DEATHS,
    schedules=("natural", "slow-child"),
    stuck=(
        "waits for a dead child",
        "a child died without an answer, and `result()` waits for one for ever (often: a writing end of the pipe that "
        "is still open in the parent keeps recv() waiting)",
    ),
)
def test_a_dead_child_is_a_runtime_error(trace):
    """If the child dies without value or exception, `result()` raises RuntimeError with the exit code, at once."""
    the_child_calls(trace)
    for number, _, answer in answers(trace):
        the_death_is_told(trace, number, answer)
    the_child_has_ended(trace)


@check(
    points=0.5,
    category="join",
    scenario=LARGE,
    schedules=("natural", "slow-exit"),
    stuck=(
        "join before receiving",
        "a child with a large value cannot end before the value has been taken out of the pipe, and `result()` waits "
        "for its end first: both wait for ever",
    ),
)
def test_a_large_value_comes_back(trace):
    """A value of megabytes comes back, and when `result()` returns the child has ended and been collected."""
    the_child_calls(trace)
    for number, _, answer in answers(trace):
        the_value_is_right(trace, number, answer)
    the_child_has_ended(trace)


@check(
    points=0.5,
    category="errors",
    scenario=AGAIN,
    schedules=("natural",),
    needs="test_the_value_comes_back",
    stuck=("asked twice, received twice", "`result()` waits again for an answer that it has already received"),
)
def test_the_same_answer_again(trace):
    """Asked again, `result()` gives the same answer: an equal value, or the same exception."""
    first = {}
    for number, call, answer in answers(trace):
        before = first.setdefault(number, answer)
        wrong_if(
            answer.values[1:] != before.values[1:],
            "asked twice, received twice",
            f"{in_words(answer)} when asked again; the first time {in_words(before)}",
            at=answer,
        )
        if before is answer and call[0] == "fail":
            the_error_is_right(trace, number, answer)
