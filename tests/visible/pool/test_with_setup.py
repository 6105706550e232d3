"""pool/with_setup: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"items": [1, 2, 3, 4, 5, 6], "seconds": [2] * 6, "factor": 10, "limit": 2})


@check(category="pid", scenario=SCENARIO)
def test_two_workers_two_setups(trace):
    """With a limit of two, `setup` is called twice: once in each worker."""
    setups = trace.marks("setup")
    wrong_if(not setups, "no setup", "`setup` was never called")
    wrong_if(any(setup.process.is_main for setup in setups), "in the parent", "`setup` was called in the main process")
    wrong_if(len(setups) > 2, "setup a task", f"`setup` was called {len(setups)} times")


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items."""
    kind, results = trace.mark("returned").values
    wrong_if(kind != "list", "not a list", f"`with_setup` returned a {kind}")
    wrong_if(
        results != [10, 20, 30, 40, 50, 60], "other results", f"expected [10, 20, 30, 40, 50, 60], but got {results}"
    )
