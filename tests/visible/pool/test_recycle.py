"""pool/recycle: what you can try at home."""

from collections import Counter

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "items": list(range(1, 13)),
        "seconds": [1] * 12,
        "factor": 10,
        "limit": 2,
        "per_worker": 3,
    }
)


@check(category="pid", scenario=SCENARIO)
def test_no_worker_does_more_than_three_tasks(trace):
    """With `per_worker=3` no worker does more than three tasks."""
    wrong_if(not trace.workers, "serial", "no worker process was ever born")
    shares = Counter(task.process for task in trace.intervals())
    wrong_if(not shares, "items missing", "no task was ever run")
    worker, most = shares.most_common(1)[0]
    wrong_if(most > 3, "never recycled", f"{worker} did {most} tasks; three were allowed")


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items."""
    kind, results = trace.mark("returned").values
    wrong_if(kind != "list", "not a list", f"`recycle` returned a {kind}")
    expected = [10 * item for item in range(1, 13)]
    wrong_if(results != expected, "other results", f"expected {expected}, but got {results}")
