"""pool/with_setup: what you can try at home."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": [1, 2, 3, 4, 5, 6],
                "seconds": [2] * 6,
                "values": ["secret"] * 6,
                "limit": 2,
                "setup": [1, 1],
            }
        ]
    }
)


@check(category="pid", scenario=SCENARIO)
def test_one_setup_in_each_worker(trace):
    """With a limit of two, `setup` is called twice: once in each worker, before its first task."""
    (call,) = calls_of(trace)
    setups = trace.marks("setup")
    wrong_if(not setups, "no setup", "`setup` was never called")
    wrong_if(any(setup.process.is_main for setup in setups), "in the parent", "`setup` was called in the main process")
    wrong_if(call.at_home, "tasks in the main process", "a task ran in the main process, not in a worker")
    for worker in call.workers:
        mine, first = worker.marks("setup"), worker.marks("begin")[0]
        wrong_if(not mine, "a worker without setup", f"{worker} ran tasks, but never called `setup`")
        again = next(iter(mine[1:]), None)
        wrong_if(
            again,
            "a setup per task" if again and again.after(first) else "set up twice",
            f"{worker} called `setup` more than once",
        )
        wrong_if(first.before(mine[0]), "setup too late", f"{worker} began a task before its setup")
    wrong_if(len(setups) > 2, "extra workers", f"`setup` was called {len(setups)} times")


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items."""
    (call,) = calls_of(trace)
    name = call.text("with_setup")
    wrong_if(trace.marks("raised"), "an exception", f"{name} raised an exception")
    wrong_if(call.missing, "items missing", f"in {name} the item {call.missing[:1]} was never worked on to its end")
    _, kind, results = call.returned.values
    wrong_if(kind != "list", "not a list", f"{name} returned a {kind}")
    value = {task.item: task.value for task in call.ended}
    wrong_if(
        results != [value[item] for item in call.items],
        "order of completion" if results == [task.value for task in call.ended] else "other results",
        f"the list that {name} returned does not have the result of each item at its place",
    )
