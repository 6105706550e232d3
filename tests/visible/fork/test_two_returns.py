"""fork/two_returns, as you may know it: two processes, and the child is gone at the end."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"child_seconds": random.randint(3, 9)})


@check(category="pid", scenario=SCENARIO)
def test_there_are_two_processes(trace):
    """`in_child` runs in a new process, `in_parent` in the main process."""
    child = trace.mark("child", "`in_child` was never called")
    parent = trace.mark("parent", "`in_parent` was never called")
    wrong_if(not trace.workers, "no fork", "no process was born: both functions ran in the main process", at=child)
    wrong_if(child.process.is_main, "branches swapped", "`in_child` ran in the main process", at=child)
    wrong_if(not trace.main.marks("parent"), "branches swapped", "`in_parent` ran in the child", at=parent)


@check(category="join", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_the_child_has_ended_when_it_returns(trace):
    """When `fork_once` returns, the child has ended."""
    child, returned = trace.workers[0], next(iter(trace.main.marks("returned")), None)
    wrong_if(returned is None, "never came back", "`fork_once` did not come back in the main process")
    wrong_if(
        returned.before(child.exit),
        "no wait",
        f"`fork_once` returned while the child {child.pid} was still alive",
        at=returned,
    )


@check(category="cleanup", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_it_comes_back_once(trace):
    """`fork_once` comes back once, in the main process; the child ends inside it."""
    for child in trace.workers:
        went_on = child.marks("returned") or child.marks("left")
        wrong_if(
            child.marks("returned"),
            "child runs on",
            f"the child {child.pid} came back, too: whatever your caller does next is now done twice",
            at=went_on and went_on[0],
        )
        wrong_if(
            went_on,
            "sys.exit in the child",
            f"the child {child.pid} left `fork_once` by an exception, and ran the `finally` of your caller",
            at=went_on and went_on[0],
        )
