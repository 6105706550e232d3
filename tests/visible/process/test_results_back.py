"""process/results_back: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"items": [["ash", 3, 30], ["elm", 2, 20], ["oak", 4, 10]]})
ERRORS = Scenario(program="results_back_errors", given=lambda random: {"items": [["ash", False, 5], ["elm", True, 10]]})


@check(category="pid", scenario=SCENARIO)
def test_every_item_has_its_own_process(trace):
    """`func` runs in child processes, another one for every item."""
    begins = trace.marks("begin")
    wrong_if(len(begins) != 3, "not every item once", f"for three items, `func` ran {len(begins)} times")
    processes = {begin.process.id for begin in begins if not begin.process.is_main}
    wrong_if(
        len(processes) < 3, "func in the main process", f"`func` ran in {len(processes)} child processes, expected 3"
    )


@check(category="isolation", scenario=SCENARIO, needs="test_every_item_has_its_own_process")
def test_values_come_back_in_order(trace):
    """`collect` returns the values in the order of the items."""
    returned, expected = trace.mark("returned"), ["ashashash", "elmelm", "oakoakoakoak"]
    wrong_if(
        returned.value != expected,
        "wrong values",
        f"expected {expected}, and you returned {returned.value}",
        at=returned,
    )


@check(category="errors", scenario=ERRORS, stuck=("exception lost", "`func` raised an exception, and `collect` hung"))
def test_an_exception_is_raised_in_main(trace):
    """`collect` raises what `func` raised in a child."""
    wrong_if(not trace.marks("begin"), "func never ran", "`func` was never called")
    wrong_if(trace.marks("returned"), "exception lost", "`func` raised an exception, and `collect` returned")
    raised = trace.mark("raised")
    wrong_if(
        raised.value != "LookupError",
        "another exception",
        f"`func` raised LookupError, and `collect` raised {raised.value}",
        at=raised,
    )
