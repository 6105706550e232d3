"""fork/own_copy, as you may know it: another process changes its copy, the parent's own list comes back."""

from grader.checks import Scenario, check, wrong_if


def inputs(random):
    return {"calls": [["return", None, [1, 2, 3], random.randint(4, 9), 2], ["raise", "ValueError", [5], 6, 0]]}


SCENARIO = Scenario(given=inputs)


@check(category="pid", scenario=SCENARIO)
def test_the_change_runs_in_another_process(trace):
    """`change(data)` is called in a child, not in the main process."""
    change = trace.mark("change", "`change` was never called")
    wrong_if(change.process.is_main, "change in the parent", "`change` ran in the main process", at=change)


@check(category="isolation", scenario=SCENARIO, needs="test_the_change_runs_in_another_process")
def test_the_parents_list_comes_back(trace):
    """`parent_view` returns the parent's own list, the same object, as it was."""
    returned, expected = trace.main.marks("returned")[0], trace.given["calls"][0][2]
    value, same = returned.values
    wrong_if(
        value != expected,
        "another list",
        f"`parent_view` returned {value}, but the parent's list is {expected}",
        at=returned,
    )
    wrong_if(not same, "another list", "`parent_view` returned a copy, not the list that it was given", at=returned)


@check(category="cleanup", scenario=SCENARIO, needs="test_the_change_runs_in_another_process")
def test_the_child_ends_inside(trace):
    """The child ends inside `parent_view`, whatever `change` raises, and before `parent_view` returns."""
    for left in sorted(trace.marks("left"), key=lambda left: left.process.id):
        wrong_if(left.value is None, "child runs on", f"the child {left.process.pid} came back, too", at=left)
        wrong_if(
            True,
            "the exception reaches the caller in the child",
            f"the child {left.process.pid} left `parent_view` by {left.value}",
            at=left,
        )
    child = min((change.process for change in trace.marks("change")), key=lambda child: child.id)
    returned = trace.main.marks("returned")[0]
    wrong_if(
        returned.before(child.exit),
        "no wait",
        f"`parent_view` returned while the child {child.pid} was still alive",
        at=returned,
    )
