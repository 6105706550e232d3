"""the_unit/the_exercise: the checks that students never see."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: one check per thing that the statement asks for; the points together are those in exercises/course.toml


def jobs(random):
    """Seconds and answer of each job: the first takes longest."""
    seconds = sorted(random.sample(range(5, 50), 4), reverse=True)
    return [[seconds, random.randrange(1000)] for seconds in seconds]


SCENARIO = Scenario(given=lambda random: {"jobs": jobs(random)})


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_each_job_is_awaited_once(trace):
    """Each job is called and awaited once."""
    for number in range(len(trace.given["jobs"])):
        mine = [end for end in trace.marks("end") if end.value == number]
        wrong_if(not mine, "never awaited", f"job {number} never came to its end")
        wrong_if(len(mine) > 1, "job ran twice", f"job {number} ran {len(mine)} times", at=mine[1:])


@check(points=1, category="concurrency", scenario=SCENARIO, needs="test_each_job_is_awaited_once")
def test_all_run_at_once(trace):
    """All jobs are at work at the same time."""
    most, jobs = trace.most_at_once(trace.intervals()), len(trace.given["jobs"])
    wrong_if(most < jobs, "one after the other", f"of {jobs} jobs, at most {most} were at work at the same time")


@check(points=1, category="ordering", scenario=SCENARIO, needs="test_each_job_is_awaited_once")
def test_results_are_in_the_order_of_the_jobs(trace):
    """The results are in the order of the jobs."""
    back, wanted = trace.mark("returned"), [answer for _, answer in trace.given["jobs"]]
    sort = isinstance(back.value, list) and sorted(map(str, back.value)) == sorted(map(str, wanted))
    wrong_if(
        sort and back.value != wanted, "order of arrival", f"you returned {back.value}, and not {wanted}", at=back
    )
    wrong_if(back.value != wanted, "another result", f"you returned {back.value}, and not {wanted}", at=back)
