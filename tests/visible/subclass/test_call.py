"""What you may know about call: a value, an exception, and the end of a child that has neither."""

from grader.checks import Scenario, check, wrong_if

VALUE = Scenario(given=lambda random: {"times": 1, "calls": [["add", 5, 40, 2]]})
ERROR = Scenario(given=lambda random: {"times": 1, "calls": [["fail", "ValueError", "no number"]]})
DEATH = Scenario(given=lambda random: {"times": 1, "calls": [["leave", 3]]})


def answer_of(trace):
    """How `result()` ended, of which kind, and what, as the scenario saw it."""
    called = trace.mark("called", "`func` was never called")
    wrong_if(called.process.is_main, "called in the parent", "`func` was called in the main process", at=called)
    return trace.mark("answer").values[1:]


@check(category="isolation", scenario=VALUE, schedules=("natural", "slow-child"))
def test_the_value_comes_back(trace):
    """The value that `func` returned in the child is what `result()` returns."""
    how, kind, what = answer_of(trace)
    wrong_if(
        (how, what) == ("returned", None),
        "self.value set in the child",
        "`func` returned ['sum', 42] in the child; `result()` returned None: what the child sets is its own",
    )
    wrong_if(
        (how, what) != ("returned", ["sum", 42]),
        "wrong value",
        f"`func` returned ['sum', 42]; `result()` {how} {kind} {what}",
    )


@check(category="errors", scenario=ERROR, schedules=("natural",))
def test_the_exception_is_raised(trace):
    """The ValueError that `func` raised in the child is what `result()` raises."""
    how, kind, what = answer_of(trace)
    wrong_if(
        (how, kind, what) != ("raised", "ValueError", "no number"),
        "exception lost",
        f"`func` raised ValueError('no number'); `result()` {how} {kind}: {what}",
    )


@check(category="errors", scenario=DEATH, schedules=("natural",))
def test_a_dead_child_is_a_runtime_error(trace):
    """A `func` that calls `sys.exit(3)` makes `result()` raise RuntimeError with a 3 in its text."""
    how, kind, what = answer_of(trace)
    wrong_if(
        (how, kind) != ("raised", "RuntimeError") or "3" not in str(what),
        "death not told",
        f"the child left by sys.exit(3); `result()` {how} {kind}: {what}",
    )
