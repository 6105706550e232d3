"""the_unit/the_exercise: the checks that students never see."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: one check per thing that the statement asks for; the points together are those in exercises/course.toml

SCENARIO = Scenario(given=lambda random: {"seconds": sorted(random.sample(range(5, 50), 4), reverse=True)})


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_each_job_runs_in_a_thread(trace):
    """Each job runs once, in a thread of the main process."""
    begins = trace.marks("begin")
    for number in range(len(trace.given["seconds"])):
        mine = [begin for begin in begins if begin.value == number]
        wrong_if(not mine, "job never ran", f"job {number} was never called")
        wrong_if(len(mine) > 1, "job ran twice", f"job {number} ran {len(mine)} times", at=mine[1:])
        wrong_if(not mine[0].process.is_main, "processes in place of threads", f"job {number} ran in a child process", at=mine)
        wrong_if(mine[0].values[1], "no thread", f"job {number} ran in the main thread", at=mine)


@check(points=1, category="concurrency", scenario=SCENARIO, needs="test_each_job_runs_in_a_thread")
def test_all_run_at_once(trace):
    """All jobs are at work at the same time."""
    most, jobs = trace.most_at_once(trace.intervals()), len(trace.given["seconds"])
    wrong_if(most < jobs, "one after the other", f"of {jobs} jobs, at most {most} were at work at the same time")


@check(points=1, category="join", scenario=SCENARIO, needs="test_each_job_runs_in_a_thread")
def test_it_waits_for_all(trace):
    """`the_exercise` returns when all jobs are done."""
    back = trace.mark("returned")
    early = [interval.begin for interval in trace.intervals() if interval.end is None or back.before(interval.end)]
    wrong_if(early, "no join", "`the_exercise` returned while a job was at work", at=back)
