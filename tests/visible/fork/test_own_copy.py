"""fork/own_copy, as you may know it: another process changes its copy, the parent's list stays as it was."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"data": [1, 2, 3], "extra": random.randint(4, 9), "seconds": 2})


@check(category="pid", scenario=SCENARIO)
def test_the_change_runs_in_another_process(trace):
    """`change(data)` is called in a child, not in the main process."""
    change = trace.mark("change", "`change` was never called")
    wrong_if(change.process.is_main, "change in the parent", "`change` ran in the main process", at=change)


@check(category="isolation", scenario=SCENARIO, needs="test_the_change_runs_in_another_process")
def test_the_parents_list_is_unchanged(trace):
    """`parent_view` returns the parent's list, as it was."""
    returned = trace.main.marks("returned")[0]
    wrong_if(
        returned.value != trace.given["data"],
        "another list",
        f"`parent_view` returned {returned.value}, but the parent's list is {trace.given['data']}",
        at=returned,
    )
