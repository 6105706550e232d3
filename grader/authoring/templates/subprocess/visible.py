"""the_unit/the_exercise: what students may know beforehand."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: what students may check on their own machine; it must not give the solution away

SCENARIO = Scenario(given=lambda random: {"words": ["a", "b"], "code": 3, "signal": 15, "lines": 2})


@check(category="errors", scenario=SCENARIO)
def test_a_program_that_prints_two_words(trace):
    """`printf "%s|" a b` gives 0 and "a|b|"."""
    found = next((mark.values[1:] for mark in trace.marks("answer") if mark.value == "words"), None)
    wrong_if(found is None, "another result", "you did not return an int and a str")
    wrong_if(found != (0, 4, "a|b|"), "another result", f"you returned {found[0]} and {found[2]!r}")
