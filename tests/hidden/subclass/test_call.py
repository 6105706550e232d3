"""subclass/call: the value, the exception or the death of the child reaches the parent, once the child is gone."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_process_class_alone


def two_numbers(random, seconds=(3, 9)):
    return [random.randint(*seconds), *random.sample(range(100, 900), 2)]


VALUES = Scenario(
    # The call that is asked first answers last.
    given=lambda random: {
        "times": 1,
        "calls": [["add", *two_numbers(random, (7, 9))], ["add", *two_numbers(random, (3, 5))]],
    }
)
ERRORS = Scenario(
    given=lambda random: {
        "times": 1,
        "calls": [
            ["fail", "ValueError", f"bad {random.randint(100, 999)}"],
            ["fail", "KeyError", f"no {random.randint(100, 999)}"],
            ["add", *two_numbers(random)],
        ],
    }
)
DEATHS = Scenario(
    given=lambda random: {
        "times": 2,
        "calls": [["leave", random.randint(20, 90)], ["be_killed", 9], ["leave_at_once", random.randint(100, 200)]],
    }
)
LARGE = Scenario(given=lambda random: {"times": 1, "calls": [["large", random.randint(1, 3)]]})
AGAIN = Scenario(
    given=lambda random: {
        "times": 3,
        "calls": [["add", *two_numbers(random)], ["fail", "OSError", f"gone {random.randint(100, 999)}"]],
    }
)


def asked(trace):
    """(number, what the child was to do, the answer's mark) of every answer."""
    return [(mark.value, trace.given["calls"][mark.value], mark) for mark in trace.marks("answer")]


def the_child_calls(trace, source):
    """Every function was called once, in the process that its Call started."""
    expect_process_class_alone(source)
    called, started = trace.marks("called"), trace.marks("started")
    wrong_if(
        called and called[0].process.is_main and called[0].before(trace.mark("created")),
        "call in __init__",
        "`func` was called in the main process while the Call was being created",
        at=called[:1] and called[0],
    )
    for call in called:
        wrong_if(
            call.process.is_main,
            "the return value of run",
            "`func` was called in the main process: calling `run()` gives its return value, but it runs right "
            "there, and the value that `run()` returned in the child is lost",
            at=call,
        )
        wrong_if(
            call.process.pid not in [mark.value for mark in started],
            "another technique",
            f"`func` was called in process {call.process.pid}, which is not the Call that was started",
            at=call,
        )
    for mark in started:
        here = [call for call in called if call.process.pid == mark.value]
        wrong_if(len(here) != 1, "not called once", f"the child {mark.value} called `func` {len(here)} times, not once")


def the_value_is_right(trace, call, answer, again=""):
    expected = ["sum", sum(call[2:])]
    how, kind, what = answer.values[1:]
    wrong_if(
        how == "returned" and what is None,
        "self.value set in the child",
        f"`result()` returned None{again}; the child's value was {expected}. What run() assigns to self is "
        "assigned in the child, the parent's object never changes",
        at=answer,
    )
    wrong_if(
        how == "raised" and kind == "AttributeError",
        "self.value set in the child",
        f"`result()` raised AttributeError{again}: {what}. What run() assigns to self exists in the child alone",
        at=answer,
    )
    wrong_if(
        how == "raised",
        "no value",
        f"`result()` raised {kind}: {what}{again}; the child's value was {expected}",
        at=answer,
    )
    wrong_if(
        what != expected or kind != "list",
        "wrong value",
        f"`result()` returned {kind} {what}{again}; the child's value was {expected}",
        at=answer,
    )


def the_error_is_right(call, answer, again=""):
    expected = call[1], str({"ValueError": ValueError, "KeyError": KeyError, "OSError": OSError}[call[1]](call[2]))
    how, kind, what = answer.values[1:]
    wrong_if(
        how == "returned",
        "exception lost",
        f"`result()` returned {kind} {what}{again}, but in the child `func` had raised {call[1]}({call[2]!r})",
        at=answer,
    )
    wrong_if(
        (kind, what) != expected,
        "another exception",
        f"`result()` raised {kind}: {what}{again}, but in the child `func` had raised {call[1]}({call[2]!r})",
        at=answer,
    )


def the_death_is_told(call, answer, again=""):
    code = -call[1] if call[0] == "be_killed" else call[1]
    how, kind, what = answer.values[1:]
    wrong_if(
        how == "returned",
        "death taken for a value",
        f"`result()` returned {kind} {what}{again}, but the child died with exit code {code} and gave no value",
        at=answer,
    )
    wrong_if(
        kind == "SystemExit",
        "sys.exit brought to the parent",
        f"`result()` raised SystemExit{again}: the child's `sys.exit` would end the parent, too. It is to be a "
        "RuntimeError with the exit code",
        at=answer,
    )
    wrong_if(
        kind != "RuntimeError",
        "death not told",
        f"the child died with exit code {code}, and `result()` raised {kind}: {what}{again}, not RuntimeError",
        at=answer,
    )
    wrong_if(
        str(code) not in what,
        "no exit code",
        f"the text of the RuntimeError is {what!r}{again}; the child's exit code was {code}",
        at=answer,
    )


@check(points=1, category="isolation", scenario=VALUES)
def test_the_value_comes_back(trace, source):
    """`func` is called in the child, and `result()` returns its value in the parent."""
    the_child_calls(trace, source)
    for _, call, answer in asked(trace):
        the_value_is_right(trace, call, answer)


@check(points=1, category="errors", scenario=ERRORS, schedules=("natural", "parent-first"))
def test_the_exception_is_raised(trace, source):
    """An exception of `func` is raised by `result()` in the parent, of the same class and with the same arguments."""
    the_child_calls(trace, source)
    for _, call, answer in asked(trace):
        if call[0] == "fail":
            the_error_is_right(call, answer)
        else:
            the_value_is_right(trace, call, answer)


@check(
    points=1,
    category="errors",
    scenario=DEATHS,
    schedules=("natural", "slow-child"),
    stuck=(
        "waits for a dead child",
        "a child died without an answer, and `result()` waits for one for ever: nothing tells it that the child "
        "is gone (a writing end of the pipe that is still open in the parent keeps recv() waiting, too)",
    ),
)
def test_a_dead_child_is_a_runtime_error(trace, source):
    """If the child dies without value or exception, `result()` raises RuntimeError with the exit code."""
    the_child_calls(trace, source)
    for times, (_, call, answer) in enumerate(asked(trace)):
        the_death_is_told(call, answer, " when asked again" if times % 2 else "")


@check(
    points=0.5,
    category="join",
    scenario=LARGE,
    schedules=("natural", "slow-child"),
    stuck=(
        "join before receiving",
        "the child cannot end before its large value has been taken out of the pipe, and `result()` waits for "
        "its end first: both wait for ever",
    ),
)
def test_a_large_value_comes_back(trace, source):
    """A value of megabytes comes back, and when `result()` returns the child has ended and been collected."""
    the_child_calls(trace, source)
    ((_, call, answer),) = asked(trace)
    how, kind, what = answer.values[1:]
    wrong_if(
        how == "raised",
        "no value",
        f"`result()` raised {kind}: {what}; the value had {call[1]} million characters",
        at=answer,
    )
    wrong_if(
        kind != "str" or what != call[1] * 1_000_000,
        "wrong value",
        f"`result()` returned {kind} of {what}, not a text of {call[1]} million characters",
        at=answer,
    )
    child = trace.marks("called")[0].process
    wrong_if(
        answer.before(child.exit),
        "no join",
        f"`result()` returned while the child {child.pid} was still alive",
        at=answer,
    )
    wrong_if(
        child.zombie_at(answer),
        "no join",
        f"`result()` returned, and nobody had collected the child {child.pid}: it stayed a zombie",
        at=answer,
    )


@check(
    points=0.5,
    category="errors",
    scenario=AGAIN,
    schedules=("natural",),
    needs="test_the_value_comes_back",
    stuck=("asked twice, received twice", "`result()` waits again for an answer that it has already received"),
)
def test_the_same_answer_again(trace, source):
    """Asked again, `result()` gives the same answer."""
    again = {}
    for number, call, answer in asked(trace):
        times = again[number] = again.get(number, 0) + 1
        words = "" if times == 1 else f" when asked for the {['second', 'third'][times - 2]} time"
        if call[0] == "add":
            wrong_if(
                times > 1 and answer.values[1:3] != ("returned", "list"),
                "asked twice, received twice",
                f"`result()` {answer.values[1]} {answer.values[2]} {answer.values[3]}{words}: the pipe gives "
                "every answer only once",
                at=answer,
            )
            the_value_is_right(trace, call, answer, words)
        else:
            the_error_is_right(call, answer, words)
