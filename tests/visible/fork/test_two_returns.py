"""fork/two_returns, as you may know it: two processes, a child that ends inside, a parent that waits for it."""

from grader.checks import Scenario, check, wrong_if


def inputs(random):
    calls = [["return", None, random.randint(3, 9), 0], ["raise", "ValueError", 0, 0], ["sys.exit", 3, 0, 0]]
    return {"calls": calls}


SCENARIO = Scenario(given=inputs)


@check(category="pid", scenario=SCENARIO)
def test_there_are_two_processes(trace):
    """`in_child` runs in a new process, `in_parent` in the main process, with the child's PID."""
    child = trace.mark("child", "`in_child` was never called")
    parent = trace.mark("parent", "`in_parent` was never called")
    wrong_if(not trace.workers[1:], "no fork", "no process was born: both functions ran in the main process", at=child)
    wrong_if(child.process.is_main, "branches swapped", "`in_child` ran in the main process", at=child)
    wrong_if(not trace.main.marks("parent"), "branches swapped", "`in_parent` ran in the child", at=parent)
    parent = trace.main.marks("parent")[0]
    wrong_if(
        parent.value != child.process.pid,
        "wrong pid",
        f"`in_parent` got {parent.value!r}, but the child's PID is {child.process.pid}",
        at=parent,
    )


@check(category="join", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_the_child_has_ended_when_it_returns(trace):
    """When `fork_once` returns, the child has ended."""
    child, returned = trace.marks("child")[0].process, next(iter(trace.main.marks("returned")), None)
    wrong_if(returned is None, "never returned", "`fork_once` did not come back in the main process")
    wrong_if(
        returned.before(child.exit),
        "no wait",
        f"`fork_once` returned while the child {child.pid} was still alive",
        at=returned,
    )


@check(category="cleanup", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_it_comes_back_once(trace):
    """`fork_once` comes back in the main process alone; the child ends inside it, whatever `in_child` raises."""
    for left in trace.marks("left"):
        wrong_if(
            left.value is None,
            "child runs on",
            f"the child {left.process.pid} came back, too: whatever your caller does next is now done twice",
            at=left,
        )
        wrong_if(
            True,
            "the exception reaches the caller in the child",
            f"the child {left.process.pid} left `fork_once` by {left.value}, and went on in your caller's program",
            at=left,
        )
