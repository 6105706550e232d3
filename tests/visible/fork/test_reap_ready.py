"""fork/reap_ready, as you may know it: two have ended, one lives; and nobody."""

from grader.checks import Scenario, check, wrong_if

ONE_LIVES = Scenario(
    given=lambda random: {"rounds": [["one lives", [random.randint(1, 99), "lives", -9]]], "seconds": 6}
)
NOBODY = Scenario(given=lambda random: {"rounds": [["no children", []]], "seconds": 2})


@check(category="cleanup", scenario=ONE_LIVES)
def test_the_two_that_have_ended(trace):
    """Of three children, the two that have ended are in the dictionary, with exit code or minus the signal's number."""
    got = trace.mark("answer", "`reap_ready` did not return")
    ended = [child for child in trace.main.children if child.exit and child.exit.before(trace.mark("ask"))]
    expected = sorted([child.pid, -9 if child.signal else child.exit_code] for child in ended)
    wrong_if(
        not isinstance(got.values[1], list),
        "no dictionary",
        f"`reap_ready` returned {got.values[1]}, not a dictionary",
        at=got,
    )
    wrong_if(
        sorted(got.values[1]) != expected,
        "wrong entries",
        f"`reap_ready` returned {got.values[1]} (PID and code), expected {expected}",
        at=got,
    )


@check(category="errors", scenario=NOBODY)
def test_no_children_no_entries(trace):
    """Without children, `reap_ready` returns an empty dictionary."""
    got = trace.mark("answer", "`reap_ready` raised ChildProcessError", "ChildProcessError escapes")
    wrong_if(got.values[1] != [], "no dictionary", f"`reap_ready` returned {got.values[1]}, not {{}}", at=got)
