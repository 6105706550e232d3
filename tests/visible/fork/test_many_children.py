"""fork/many_children, as you may know it: three jobs, three children, three PIDs."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"n": 3, "seconds": [30, 20, 10]})


@check(category="pid", scenario=SCENARIO)
def test_three_jobs_in_three_children(trace):
    """For three jobs, three processes are born, and each does one job."""
    first = trace.mark("begin", "`job` was never called")
    wrong_if(not trace.workers, "no fork", "no process was born: the jobs ran in the main process", at=first)
    wrong_if(
        len(trace.workers) != 3,
        "wrong number of children",
        f"{len(trace.workers)} processes were born, not 3",
        at=trace.workers[-1].born,
    )
    jobs = [[mark.value for mark in child.marks("begin")] for child in trace.workers]
    wrong_if(jobs != [[0], [1], [2]], "wrong job", f"in order of birth, the children did the jobs {jobs}")


@check(category="concurrency", scenario=SCENARIO, needs="test_three_jobs_in_three_children")
def test_the_jobs_run_at_the_same_time(trace):
    """All three children are at work at the same time."""
    most = trace.most_at_once(trace.intervals())
    wrong_if(most < 3, "wait inside the loop", f"at most {most} of the three jobs ran at the same time")


@check(category="pid", scenario=SCENARIO, needs="test_three_jobs_in_three_children")
def test_the_pids_come_back(trace):
    """`fork_many` returns a list of the children's PIDs."""
    returned, pids = trace.main.marks("returned")[0], [child.pid for child in trace.workers]
    wrong_if(
        returned.value != pids,
        "wrong PIDs",
        f"`fork_many` returned {returned.value}; the children's PIDs are {pids}",
        at=returned,
    )
