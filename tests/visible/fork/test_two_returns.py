"""fork/two_returns, as you may know it: two processes, a child that ends inside, a parent that waits for it."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_collected, expect_no_foreign_fork, expect_os_fork_alone


def inputs(random):
    calls = [["return", None, random.randint(3, 9), 0], ["raise", "ValueError", 0, 0], ["sys.exit", 3, 0, 0]]
    return {"calls": calls}


SCENARIO = Scenario(given=inputs)


def marks_of(trace, label, number):
    """The marks with that label in the call with that number."""
    return [mark for mark in trace.marks(label) if mark.values[-1:] == (number,)]


@check(category="pid", scenario=SCENARIO)
def test_there_are_two_processes(trace):
    """`in_child` runs once in a new process, `in_parent` once in the main process, with the child's PID."""
    expect_no_foreign_fork(trace)
    for number in range(len(trace.given["calls"])):
        child, parent = marks_of(trace, "child", number), marks_of(trace, "parent", number)
        wrong_if(not child, "never called", "`in_child` was never called", at=parent)
        wrong_if(not parent, "never called", "`in_parent` was never called", at=child)
        mine = [mark for mark in parent if mark.process.is_main]
        wrong_if(
            child[0].process.is_main and mine,
            "no fork",
            "`in_child` and `in_parent` both ran in the main process",
            at=child,
        )
        wrong_if(child[0].process.is_main, "branches swapped", "`in_child` ran in the main process", at=child)
        wrong_if(not mine, "branches swapped", "`in_parent` ran in the child", at=parent)
        wrong_if(
            mine[0].value != child[0].process.pid,
            "wrong pid",
            f"`in_parent` got {mine[0].value!r}, but the child's PID is {child[0].process.pid}",
            at=mine,
        )
        wrong_if(len(child) > 1, "called twice", f"`in_child` was called {len(child)} times in one call", at=child[1:])
        wrong_if(len(mine) > 1, "called twice", f"`in_parent` was called {len(mine)} times in one call", at=mine[1:])


@check(category="ordering", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_the_parent_goes_on_at_once(trace):
    """`in_parent` is called while the child is still at work."""
    child, parent = marks_of(trace, "child", 0)[0].process, marks_of(trace, "parent", 0)[0]
    wrong_if(
        child.exit and parent.after(child.exit),
        "in_parent after the wait",
        "`in_parent` was called only when the child had ended: first go on, then wait",
        at=parent,
    )


@check(category="join", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_the_child_has_ended_when_it_returns(trace):
    """When `fork_once` returns, its child, which os.fork has made, has ended and has been collected."""
    expect_os_fork_alone(trace)
    for call in calls(trace, trace.given["calls"]):
        expect_collected(call, "fork_once")


@check(category="cleanup", scenario=SCENARIO, needs="test_there_are_two_processes")
def test_it_comes_back_once(trace):
    """`fork_once` comes back in the main process alone; the child ends inside it, whatever `in_child` raises."""
    number = {mark.process.id: mark.value for mark in trace.marks("child")}
    lefts = sorted(trace.marks("left"), key=lambda left: number.get(left.process.id, len(number)))
    for left in lefts:
        how, value, *_ = trace.given["calls"][number.get(left.process.id, 0)]
        wrong_if(
            left.value is None,
            "child runs on",
            f"the child {left.process.pid} came back, too: whatever your caller does next is now done twice",
            at=left,
        )
        wrong_if(
            left.value == "SystemExit" and how == "return",
            "sys.exit in the child",
            f"the child {left.process.pid} left `fork_once` by SystemExit, an exception that your caller may catch",
            at=left,
        )
        wrong_if(
            True,
            "the exception reaches the caller in the child",
            f"the child {left.process.pid} left `fork_once` by {left.value} when `in_child` "
            f"{f'raised {value}' if how == 'raise' else 'returned' if how == 'return' else f'called sys.exit({value})'}"
            ", and went on in your caller's program",
            at=left,
        )
