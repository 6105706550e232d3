"""process/first_done: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "races": {
            "work done": [[60, "ends"], [5, "ends"], [30, "ends"]],
            "failure": [[60, "ends"], [30, "ends"], [5, "raises"]],
        },
        "clean_up_seconds": 1,
    }
)


@check(category="join", scenario=SCENARIO)
def test_the_first_to_end_is_found(trace):
    """`first_done` returns the index of the task whose process ended first, by a failure as well."""
    wrong_if(
        any(begin.process.is_main for begin in trace.marks("begin")),
        "a task in the main process",
        "a task ran in the main process, not in a child",
    )
    wrong_if(len(trace.marks("begin")) != 6, "tasks never ran", "not every task was called once")
    for returned, expected in zip(trace.marks("returned"), (1, 2), strict=True):
        race, index = returned.values
        wrong_if(
            index != expected, "wrong index", f"({race}) expected {expected}, and you returned {index}", at=returned
        )


@check(category="cleanup", scenario=SCENARIO)
def test_nobody_is_left(trace):
    """When `first_done` returns, no process is left."""
    wrong_if(not trace.marks("begin"), "tasks never ran", "no task was ever called")
    for returned in trace.marks("returned"):
        alive = [begin.process for begin in trace.marks("begin") if begin.process.alive_at(returned)]
        wrong_if(
            alive,
            "losers left running",
            "`first_done` returned while the processes of other tasks were alive",
            at=returned,
        )
