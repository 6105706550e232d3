"""the_unit/the_exercise: what students may know beforehand."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: what students may check on their own machine; it must not give the solution away

SCENARIO = Scenario(given=lambda random: {"seconds": 3})


@check(category="join", scenario=SCENARIO)
def test_the_task_is_done(trace):
    """`task` is done when `the_exercise` returns."""
    end = next(iter(trace.marks("end")), None)
    wrong_if(end is None, "task never ran", "`task` never came to its end")
    wrong_if(trace.mark("returned").before(end), "no join", "`the_exercise` returned before `task` was done", at=end)
