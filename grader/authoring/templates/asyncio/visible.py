"""the_unit/the_exercise: what students may know beforehand."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: what students may check on their own machine; it must not give the solution away

SCENARIO = Scenario(given=lambda random: {"jobs": [[3, 1], [2, 2]]})


@check(category="ordering", scenario=SCENARIO)
def test_the_results_of_two_jobs(trace):
    """Jobs with the results 1 and 2 give [1, 2]."""
    back = trace.mark("returned")
    wrong_if(back.value != [1, 2], "another result", f"you returned {back.value}, and not [1, 2]", at=back)
