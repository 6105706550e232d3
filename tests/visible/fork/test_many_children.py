"""fork/many_children, as you may know it: three jobs, three children at once, three PIDs, nothing left."""

from grader.checks import Scenario, check, wrong_if

JOBS = [["return", None, 6], ["raise", "ValueError", 4], ["return", None, 2]]
SCENARIO = Scenario(given=lambda random: {"calls": [JOBS]})


def workers(trace):
    """The processes born in the call."""
    return [child for child in trace.workers if child.born.after(trace.mark("call"))]


@check(category="pid", scenario=SCENARIO)
def test_three_jobs_in_three_children(trace):
    """For three jobs, three processes are born, and each does one job."""
    first, born = trace.mark("begin", "`job` was never called"), workers(trace)
    wrong_if(not born, "no fork", "no process was born: the jobs ran in the main process", at=first)
    grandchildren = [child for child in born if not child.parent.is_main]
    wrong_if(
        grandchildren,
        "children go on looping",
        "a child of yours has children of its own: it went on in the parent's loop",
        at=grandchildren[0].born if grandchildren else None,
    )
    wrong_if(
        len(born) != 3,
        "wrong number of children",
        f"{len(born)} processes were born" if len(born) != 1 else "one process was born",
        at=born[-1].born,
    )
    jobs = [[mark.value for mark in child.marks("begin")] for child in born]
    wrong_if(jobs != [[0], [1], [2]], "wrong job", f"in order of birth, the children did the jobs {jobs}")


@check(category="concurrency", scenario=SCENARIO, needs="test_three_jobs_in_three_children")
def test_the_jobs_run_at_the_same_time(trace):
    """All three children are at work at the same time."""
    most = trace.most_at_once(trace.intervals())
    wrong_if(most < 3, "wait inside the loop", f"at most {most} of the three jobs ran at the same time")


@check(category="pid", scenario=SCENARIO, needs="test_three_jobs_in_three_children")
def test_the_pids_come_back(trace):
    """`fork_many` returns a list of the children's PIDs."""
    returned, pids = trace.main.marks("returned")[0], [child.pid for child in workers(trace)]
    wrong_if(
        returned.value != pids,
        "wrong PIDs",
        f"`fork_many` returned {returned.value}; the children's PIDs are {pids}",
        at=returned,
    )


@check(category="cleanup", scenario=SCENARIO, needs="test_three_jobs_in_three_children")
def test_nothing_is_left(trace):
    """When `fork_many` returns, every child has ended inside it, also one whose job raised, and was collected."""
    returned = trace.main.marks("returned")[0]
    for child in workers(trace):
        left = child.marks("left")
        wrong_if(
            left and left[0].value,
            "the exception reaches the caller in the child",
            f"the child {child.pid} left `fork_many` by an exception",
            at=left,
        )
        wrong_if(left, "child runs on", f"the child {child.pid} returned from `fork_many` as well", at=left)
        wrong_if(
            child.alive_at(returned) or child.zombie_at(returned),
            "no wait",
            f"when `fork_many` returned, the child {child.pid} was still alive, or a zombie",
            at=returned,
        )
