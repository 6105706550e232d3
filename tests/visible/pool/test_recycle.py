"""pool/recycle: what you can try at home."""

from collections import Counter

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": list(range(1, 13)),
                "seconds": [1] * 12,
                "values": ["secret"] * 12,
                "limit": 2,
                "per_worker": 3,
            }
        ]
    }
)


@check(category="pid", scenario=SCENARIO)
def test_every_worker_does_its_share(trace):
    """With `per_worker=3` no worker does more than three tasks, and none is replaced sooner."""
    (call,) = calls_of(trace)
    name = call.text("recycle", "per_worker")
    wrong_if(not call.tasks, "items missing", f"in {name} no task was ever run")
    wrong_if(call.at_home, "tasks in the main process", f"in {name} a task ran in the main process")
    worker, most = Counter(task.process for task in call.tasks).most_common(1)[0]
    wrong_if(
        most > 3,
        "never recycled" if len(call.workers) <= call.limit else "chunks counted as tasks",
        f"in {name} {worker} did {most} tasks; three were allowed",
    )
    wrong_if(
        len(call.workers) > 5, "replaced too early", f"in {name} {len(call.workers)} workers shared the twelve tasks"
    )


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items, and two tasks run at once."""
    (call,) = calls_of(trace)
    name = call.text("recycle", "per_worker")
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
    wrong_if(call.at_once == 1, "serial", f"in {name} only one task ran at a time")
