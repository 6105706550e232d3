"""pool/limited: what you can try at home."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                "seconds": [6, 1, 1, 1, 1, 1, 1, 1, 1, 1],
                "values": ["secret"] * 10,
                "limit": 2,
                "cores": 7,
            },
            {
                "items": ["a", "b", "c", "d"],
                "seconds": [2, 2, 2, 2],
                "values": [{"is": 0}, {"is": None}, {"is": 1}, {"is": ""}],
                "limit": 3,
                "cores": 7,
            },
        ]
    }
)


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items."""
    for call in calls_of(trace):
        name = call.text("run_limited")
        raised = trace.marks("raised")
        wrong_if(raised, "an exception", f"{name} raised {raised[0].values[1:3] if raised else None}")
        wrong_if(call.missing, "items missing", f"in {name} the item {call.missing[:1]} was never worked on to its end")
        _, kind, results = call.returned.values
        wrong_if(kind != "list", "not a list", f"{name} returned a {kind}")
        value = {task.item: task.value for task in call.ended}
        expected = [value[item] for item in call.items]
        wrong_if(
            len(results) < len(expected),
            "falsy values dropped",
            f"{name} returned {len(results)} results for {len(expected)} items",
        )
        wrong_if(
            results != expected and results == [task.value for task in call.ended],
            "order of completion",
            f"{name} returned the results in the order in which the tasks ended",
        )
        wrong_if(results != expected, "other results", f"{name} should return {expected}, but returned {results}")


@check(category="concurrency", scenario=SCENARIO, schedules=("natural",))
def test_the_limit_is_kept_and_made_use_of(trace):
    """As many tasks as `limit` says run at once, in worker processes, as long as items are waiting."""
    for call in calls_of(trace):
        name = call.text("run_limited")
        wrong_if(not call.tasks, "items missing", f"in {name} no task was ever run")
        wrong_if(
            call.at_home, "tasks in the main process", f"in {name} a task ran in the main process, not in a worker"
        )
        at_once, limit = call.at_once, call.limit
        wrong_if(at_once > limit, "limit ignored", f"in {name} {at_once} tasks ran at once")
        wrong_if(at_once == 1, "serial", f"in {name} one task ran at a time")
        wrong_if(at_once < limit, "limit not used", f"in {name} no more than {at_once} tasks ran at once")
        idle = call.idle_seconds(limit)
        wrong_if(idle > 0.5, "idle workers", f"in {name} items were waiting while a worker had nothing to do")
