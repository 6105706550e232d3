"""process/results_back: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls

FIRST = [["first", "ash", 6, "same"], ["first", "elm", 4, 0], ["first", "oak", 2, "large"]]
SCENARIO = Scenario(given=lambda random: {"calls": {"first": FIRST}})
FAILING = [["last", "ash", "", 5], ["last", "elm", "lookup", 10]]
ERRORS = Scenario(program="results_back_errors", given=lambda random: {"calls": {"last": FAILING}})


@check(
    category="pid",
    scenario=SCENARIO,
    stuck=("join before the queue is drained", "a child could not end before its large value was received"),
)
def test_every_item_has_its_own_process(trace):
    """`func` runs in child processes, another one for every item, also if a value is large."""
    begins = trace.marks("begin")
    wrong_if(len(begins) != 3, "not every item once", f"for three items, `func` ran {len(begins)} times")
    in_main = [begin for begin in begins if begin.process.is_main]
    wrong_if(in_main, "task in the main process", "`func` ran in the main process", at=in_main)
    processes = {begin.process.id for begin in begins}
    wrong_if(
        len(processes) < 3, "one process for several items", f"`func` ran in {len(processes)} child processes, not 3"
    )


@check(category="isolation", scenario=SCENARIO, needs="test_every_item_has_its_own_process")
def test_values_come_back_in_order(trace):
    """`collect` returns the values in the order of the items."""
    for call in calls(trace):
        ends = {end.values[1]: end.values[2] for end in call.marks("end")}
        expected = [ends[item[1]] for item in FIRST]
        wrong_if(call.raised, "an exception", f"`collect` raised {call.raised}", at=call.over)
        wrong_if(
            call.value != expected,
            "wrong values",
            f"expected {expected}, and you returned {call.value}",
            at=call.over,
        )


@check(category="errors", scenario=ERRORS, stuck=("exception lost", "`func` raised an exception, and `collect` hung"))
def test_an_exception_is_raised_in_main(trace):
    """`collect` raises what `func` raised in a child: the same class with the same arguments."""
    wrong_if(not trace.marks("begin"), "func never ran", "`func` was never called")
    for call in calls(trace):
        wrong_if(not call.raised, "exception lost", "`func` raised an exception, and `collect` returned", at=call.over)
        kind, arguments = call.over.values[1:]
        wrong_if(
            (kind, arguments) != ("LookupError", ["'elm'", "10"]),
            "another exception",
            f"`func` raised LookupError('elm', 10), and `collect` raised {kind}({', '.join(arguments)})",
            at=call.over,
        )
