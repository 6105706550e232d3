"""process/all_at_once: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"argslist": [["slow", 30, 7], ["middle", 20, 0], ["quick", 10, 3]]})


@check(category="pid", scenario=SCENARIO)
def test_every_task_runs_in_a_child(trace):
    """`task` runs in child processes, once for every tuple."""
    begins = trace.marks("begin")
    wrong_if(len(begins) != 3, "not every tuple once", f"for three tuples, `task` ran {len(begins)} times")
    wrong_if(
        any(begin.process.is_main for begin in begins),
        "a loop without processes",
        "`task` ran in the main process, not in a child",
    )


@check(category="concurrency", scenario=SCENARIO, needs="test_every_task_runs_in_a_child")
def test_all_are_alive_together(trace):
    """All children are alive at the same time."""
    at_once = trace.most_at_once(trace.intervals())
    wrong_if(at_once < 3, "not all at once", f"at most {at_once} of 3 tasks were at work at the same time")


@check(category="ordering", scenario=SCENARIO, needs="test_every_task_runs_in_a_child")
def test_exit_codes_are_in_order(trace):
    """`run_all` returns the exit codes in the order of the tuples."""
    returned = trace.mark("returned")
    wrong_if(
        returned.value != [7, 0, 3],
        "wrong exit codes",
        f"expected [7, 0, 3], and you returned {returned.value}",
        at=returned,
    )
