"""process/all_at_once: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls

FIRST = [["first a", 6, "exits", 7], ["first b", 4, "returns", 5], ["first c", 2, "raises", "error"]]
SCENARIO = Scenario(given=lambda random: {"calls": {"first": FIRST, "none": []}})


@check(category="pid", scenario=SCENARIO)
def test_every_task_runs_in_a_child(trace):
    """`task` runs in child processes, once for every tuple."""
    begins = trace.marks("begin")
    wrong_if(len(begins) != 3, "not every tuple once", f"for three tuples, `task` ran {len(begins)} times")
    in_main = [begin for begin in begins if begin.process.is_main]
    wrong_if(in_main, "task in the main process", "`task` ran in the main process, not in a child", at=in_main)


@check(category="concurrency", scenario=SCENARIO, needs="test_every_task_runs_in_a_child")
def test_all_are_alive_together(trace):
    """All children are alive at the same time."""
    children = [begin.process for begin in trace.marks("begin")]
    last = max((child.born for child in children), key=lambda born: born.n)
    wrong_if(
        any(last.after(child.exit) for child in children),
        "not all at once",
        "a child had ended when the last was started",
        at=last,
    )


@check(category="ordering", scenario=SCENARIO, needs="test_every_task_runs_in_a_child")
def test_exit_codes_are_in_order(trace):
    """`run_all` returns the exit codes in the order of the tuples: 7, 0 and 1; and [] for no tuples."""
    for call, expected in zip(calls(trace), ([7, 0, 1], []), strict=True):
        wrong_if(call.raised, "an exception", f"`run_all` raised {call.raised}", at=call.over)
        wrong_if(
            call.value != expected,
            "wrong exit codes",
            f"expected {expected}, and you returned {call.value}",
            at=call.over,
        )
