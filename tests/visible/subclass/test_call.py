"""What you may know about call: a value, an exception, and the end of a child that has neither."""

from grader.checks import Scenario, check, wrong_if

VALUE = Scenario(given=lambda random: {"calls": [["add", 5, 40, 2]], "order": [0, 0]})
ERROR = Scenario(given=lambda random: {"calls": [["fail", "ValueError", "no number"]], "order": [0]})
DEATH = Scenario(given=lambda random: {"calls": [["leave", 3]], "order": [0]})


def in_words(how, kind, what):
    return f"`result()` returned {what}" if how == "returned" else f"`result()` raised {kind}{what}"


def answer_of(trace):
    """How `result()` ended, of which kind, and what, as the scenario saw it."""
    called = trace.mark("called", "`func` was never called", "not called once")
    wrong_if(called.process.is_main, "the return value of run", "`func` was called in the main process", at=called)
    return trace.mark("answer").values[1:4]


@check(category="isolation", scenario=VALUE, schedules=("natural", "slow-child"))
def test_the_value_comes_back(trace):
    """The value that `func` returned in the child is what `result()` returns, also when asked again."""
    how, kind, what = answer_of(trace)
    returns = trace.mark("returns", "`func` never came to its end", "gives up waiting").values
    said = f"`func` returned {returns[1]} in the child; {in_words(how, kind, what)}"
    wrong_if((how, what) == ("returned", "None"), "self.value set in the child", said)
    wrong_if((how, kind, what) != ("returned", *returns), "wrong value", said)
    again = trace.marks("answer")[1].values[1:4]
    wrong_if(again != (how, kind, what), "asked twice, received twice", f"when asked again, {in_words(*again)}")


@check(category="errors", scenario=ERROR, schedules=("natural",))
def test_the_exception_is_raised(trace):
    """The ValueError that `func` raised in the child is what `result()` raises."""
    how, kind, what = answer_of(trace)
    raises = trace.mark("raises", "`func` was never called", "not called once").values
    said = f"`func` raised {raises[0]}{raises[1]} in the child; {in_words(how, kind, what)}"
    wrong_if(how == "returned", "exception lost", said)
    wrong_if((kind, what) != raises, "another exception", said)


@check(
    category="errors",
    scenario=DEATH,
    schedules=("natural",),
    stuck=(
        "waits for a dead child",
        "the child died without an answer, and `result()` waits for one for ever: nothing tells it that the child is "
        "gone, least of all a pipe whose writing end is still open in the parent",
    ),
)
def test_a_dead_child_is_a_runtime_error(trace):
    """A `func` that calls `sys.exit(3)` makes `result()` raise RuntimeError with a 3 in its text."""
    how, kind, what = answer_of(trace)
    told = f"`func` called sys.exit(3) in the child; {in_words(how, kind, what)}"
    wrong_if(how == "returned", "death taken for a value", told)
    wrong_if(kind == "SystemExit", "sys.exit brought to the parent", told)
    wrong_if(kind != "RuntimeError" or "3" not in str(what), "death not told", told)
