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
    child, returned = trace.workers[0], trace.main.marks("returned")[0]
    wrong_if(
        returned.before(child.exit),
        "no wait",
        f"`fork_once` returned while the child {child.pid} was still alive",
        at=returned,
    )
