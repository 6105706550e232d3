"""the_unit/the_exercise: what students may know beforehand."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: what students may check on their own machine; it must not give the solution away

SCENARIO = Scenario(given=lambda random: {"seconds": [4, 3]})


@check(category="concurrency", scenario=SCENARIO)
def test_all_jobs_are_done(trace):
    """Two jobs run, and both are done when `the_exercise` returns."""
    ends, back = trace.marks("end"), trace.mark("returned")
    wrong_if(len(ends) < 2, "job never ran", f"{len(ends)} of 2 jobs came to the end")
    wrong_if(back.before(ends[-1]), "no join", "`the_exercise` returned while a job was at work", at=back)
